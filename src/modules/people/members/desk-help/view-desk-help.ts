import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { canAnywhere, serves } from '#platform/rights/authorize';
import type { Secrets } from '#platform/rights/secrets';
import { localDate } from '#shared/dates';
import type { ConsentState } from '../client.ts';
import { findDeskHelp, findDeskHelpByNumber, selectCurrentTexts, selectEvents } from '../data/consents.queries.ts';
import { findMember, type MemberRecord } from '../data/members.queries.ts';
import { maskContact } from '../records/mask-contact.ts';
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
  /** The consent was given by the member, who speaks for themselves today: a change needs no new one. Of a child each change is the guardian's. */
  standing: boolean;
  /** Something can be kept: of a person whose membership goes on. */
  open: boolean;
  /** Whose it is; the guardian only for staff who see how this member is reached. */
  member: Pick<
    MemberRecord,
    'number' | 'fullName' | 'homeLibraryId' | 'timeZone' | 'guardianName' | 'guardianRelation' | 'guardianPhone'
  >;
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
  const outdated = given && last.textVersion < text.version;
  const speaker = consentSpeaker(member.birthDate, localDate(ctx.clock.now(), member.timeZone));
  const { fullName, homeLibraryId, timeZone, guardianName, guardianRelation, guardianPhone } = member;
  const guardian = { guardianName, guardianRelation, guardianPhone };
  return {
    ...(help ?? NOTHING),
    saidAt: row && help ? row.updatedAt : null,
    consent: { text, given, since: last?.at ?? null, outdated },
    speaker,
    standing: given && !outdated && speaker === 'member' && last.givenBy === 'member',
    open: member.kind === 'person' && member.status === 'active',
    member: {
      number: member.number,
      fullName,
      homeLibraryId,
      timeZone,
      ...maskContact(ctx.actor, homeLibraryId, guardian),
    },
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
