import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { canAnywhere, serves } from '#platform/rights/authorize';
import type { Secrets } from '#platform/rights/secrets';
import { localDate } from '#shared/dates';
import type { ConsentState } from '../client.ts';
import { findDeskHelp, findDeskHelpByNumber, selectCurrentTexts, selectEvents } from '../data/consents.queries.ts';
import { findMember } from '../data/members.queries.ts';
import { consentSpeaker } from '../rules/consent.ts';
import { type DeskHelp, saysNothing } from '../rules/desk-help.ts';
import { atDeskOrOwn, theirs } from './desk-access.ts';
import { openDeskHelp } from './seal-desk-help.ts';

const NOTHING: DeskHelp = { greeting: null, needs: [], words: null };

export interface DeskHelpView extends DeskHelp {
  /** null = nothing is kept. */
  saidAt: Date | null;
  /** The consent under which it is kept, with the wording that holds now. */
  consent: ConsentState;
  /** Who consents today. */
  speaker: 'member' | 'guardian';
}

/**
 * How a member likes to be greeted and what helps at the desk, with its consent. The member's own session, or `members.desk_help` for
 * staff who serve that member; to them nothing is said of a member whose data are only kept. Throws `members.not_found`.
 */
export async function viewDeskHelp(ctx: Ctx, secrets: Secrets, number: string): Promise<DeskHelpView> {
  atDeskOrOwn(ctx);
  const member = theirs(ctx, number, await findMember(ctx.db, number));
  const [texts, events, row] = await Promise.all([
    selectCurrentTexts(ctx.db),
    selectEvents(ctx.db, member.id),
    findDeskHelp(ctx.db, member.id),
  ]);
  const text = texts.find(({ purpose }) => purpose === 'desk_help');
  if (!text) throw new Error('no wording of desk_help');
  const last = events.find(({ purpose }) => purpose === 'desk_help');
  const given = last?.act === 'given';
  const hidden = ctx.actor.kind !== 'member' && member.restrictedAt !== null;
  const help = row && !hidden ? openDeskHelp(secrets, member.id, row) : null;
  return {
    ...(help ?? NOTHING),
    saidAt: row && help ? row.updatedAt : null,
    consent: { text, given, since: last?.at ?? null, outdated: given && last.textVersion < text.version },
    speaker: consentSpeaker(member.birthDate, localDate(ctx.clock.now(), member.timeZone)),
  };
}

/**
 * The same for the pages on which a member is served: what is said, or null where there is nothing, and for whoever may not know it.
 * @param number of the card as it is today
 */
export async function helpAtDesk(ctx: Ctx, secrets: Secrets, number: string): Promise<DeskHelp | null> {
  if (!canAnywhere(ctx.actor, 'members.desk_help')) return null;
  const row = await findDeskHelpByNumber(ctx.db, number);
  if (!row || !serves(ctx.actor, 'members.desk_help', row.homeLibraryId)) return null;
  const help = openDeskHelp(secrets, row.memberId, row);
  return help === null || saysNothing(help) ? null : help;
}

/** For the member's own export; null where nothing is kept. */
export async function exportDeskHelp(db: Db | Tx, secrets: Secrets, memberId: number): Promise<DeskHelp | null> {
  const row = await findDeskHelp(db, memberId);
  return row ? openDeskHelp(secrets, memberId, row) : null;
}
