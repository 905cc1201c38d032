import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import type { ConsentEvent, ConsentState, ConsentText } from '../client.ts';
import {
  insertText,
  selectConsenting,
  selectCurrentTexts,
  selectEvents,
  selectLastConsents,
  selectTexts,
} from '../data/consents.queries.ts';
import { findMember, findMemberById, type MemberRecord } from '../data/members.queries.ts';
import { memberErrors } from '../errors.ts';
import {
  consentPurposes,
  consentSpeaker,
  isAskedOf,
  ledgerPurposes,
  type ConsentPurpose,
  type LedgerPurpose,
} from '../rules/consent.ts';

export interface ConsentView {
  /** Each purpose that is asked of this member, with how it stands. */
  states: ConsentState[];
  /** The whole ledger, the newest first. */
  events: ConsentEvent[];
  /** Who speaks for the member today. */
  speaker: 'member' | 'guardian';
}

async function view(db: Db | Tx, ctx: Ctx, member: MemberRecord): Promise<ConsentView> {
  const [texts, events] = await Promise.all([selectCurrentTexts(db), selectEvents(db, member.id)]);
  const speaker = consentSpeaker(member.birthDate, localDate(ctx.clock.now(), member.timeZone));
  const states = consentPurposes.flatMap((purpose): ConsentState[] => {
    const text = texts.find((one) => one.purpose === purpose);
    if (!text || !isAskedOf(purpose, speaker)) return [];
    const last = events.find((event) => event.purpose === purpose);
    // an institution is greeted by no name; what it gave while it was entered as a person stays in sight
    if (purpose === 'desk_help' && member.kind === 'institution' && !last) return [];
    const given = last?.act === 'given';
    return [{ text, given, since: last?.at ?? null, outdated: given && last.textVersion < text.version }];
  });
  return { states, events, speaker };
}

/** What a member has consented to. Permission `members.edit` at the home library. */
export async function listConsents(ctx: Ctx, number: string): Promise<ConsentView> {
  authorizeAnywhere(ctx, 'members.edit');
  const member = await findMember(ctx.db, number);
  if (!member) throw memberErrors.notFound({ number });
  authorize(ctx, 'members.edit', member.homeLibraryId);
  return view(ctx.db, ctx, member);
}

/** The same for the member who is signed in. */
export async function listOwnConsents(ctx: Ctx): Promise<ConsentView> {
  if (ctx.actor.kind !== 'member') throw platformErrors.signInNeeded();
  const member = await findMemberById(ctx.db, ctx.actor.id);
  if (!member) throw memberErrors.notFound();
  return view(ctx.db, ctx, member);
}

/** Those of the members who have said yes to a purpose and not taken it back; for jobs and for other modules. */
export const consentingMembers = async (
  db: Db | Tx,
  purpose: ConsentPurpose,
  ids: readonly number[],
): Promise<Set<number>> => selectConsenting(db, purpose, ids);

/** What each of the members last said about a purpose; who never said anything is left out. For jobs and for other modules. */
export const lastConsents = async (
  db: Db | Tx,
  purpose: ConsentPurpose,
  ids: readonly number[],
): Promise<Map<number, 'given' | 'withdrawn'>> => selectLastConsents(db, purpose, ids);

/** The wordings of all purposes, the newest first; everyone may read them. */
export const listConsentTexts = async (ctx: Pick<Ctx, 'db'>): Promise<ConsentText[]> => selectTexts(ctx.db);

export const consentTextInput = z.object({
  purpose: z.enum(ledgerPurposes),
  titleId: requiredText(120),
  titleEn: requiredText(120),
  bodyId: requiredText(2000),
  bodyEn: requiredText(2000),
});

/** Publishes a new wording; consents given under older ones stay under theirs. Permission `settings.manage`. */
export async function publishConsentText(
  ctx: Ctx,
  input: z.input<typeof consentTextInput>,
): Promise<{ purpose: LedgerPurpose; version: number }> {
  authorize(ctx, 'settings.manage', null);
  const text = parseInput(consentTextInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const version = await insertText(trx, {
      ...text,
      publishedAt: ctx.clock.now(),
      publishedBy: actorName(ctx.actor),
    });
    await recordAudit(trx, ctx, {
      action: 'consent_text.published',
      entity: 'consent_text',
      entityId: text.purpose,
      after: { ...text, version },
    });
    return { purpose: text.purpose, version };
  });
}
