import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { optionalText, parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import {
  deleteDeskHelp,
  insertEvent,
  selectCurrentTexts,
  selectEvents,
  setGuardianConsent,
} from '../data/consents.queries.ts';
import { lockMember, type MemberRecord } from '../data/members.queries.ts';
import { memberErrors } from '../errors.ts';
import {
  barePurposes,
  consentSpeaker,
  isAskedOf,
  isBare,
  type ConsentChannel,
  type ConsentPurpose,
} from '../rules/consent.ts';

export const consentInput = z.object({
  /** `desk_help` is given together with what is said (`keepDeskHelp`). */
  purpose: z.enum(barePurposes),
  /** How it was said: before a librarian, or on a signed sheet. */
  channel: z.enum(['desk', 'paper']),
  /** For members below 18; left out: the guardian on the member's record. */
  guardianName: optionalText(120).optional(),
  guardianRelation: optionalText(40).optional(),
  guardianContact: optionalText(200).optional(),
});
export type ConsentInput = z.input<typeof consentInput>;

/** What a consent is written about. */
export type Consenting = Pick<
  MemberRecord,
  'id' | 'homeLibraryId' | 'birthDate' | 'timeZone' | 'guardianName' | 'guardianRelation' | 'guardianPhone'
>;

export interface Consent {
  purpose: ConsentPurpose;
  act: 'given' | 'withdrawn';
  channel: ConsentChannel;
  guardianName?: string | null | undefined;
  guardianRelation?: string | null | undefined;
  guardianContact?: string | null | undefined;
}

/** Who is written down as the guardian: the one who is named, or the one on the member's record, whose particulars are nobody else's. */
function guardianOf(member: Consenting, consent: Consent) {
  const guardianName = consent.guardianName ?? member.guardianName;
  const onRecord = guardianName === member.guardianName;
  return {
    guardianName,
    guardianRelation: consent.guardianRelation ?? (onRecord ? member.guardianRelation : null),
    guardianContact: consent.guardianContact ?? (onRecord ? member.guardianPhone : null),
  };
}

/**
 * Writes one line of the ledger under the wording that holds now; the caller has checked the permission and holds the member's row.
 * What is so already is not written twice: given by whoever speaks for the member today and, to `desk_help`, by the guardian who is named.
 * What a member withdraws in the own account is the member's act, also below 18. Throws `members.consent_not_asked`, `platform.invalid_input` (guardianName: `guardian_needed`).
 * @returns whether a line was written
 */
export async function writeConsent(trx: Tx, ctx: Ctx, member: Consenting, consent: Consent): Promise<boolean> {
  const { purpose, act, channel } = consent;
  const now = ctx.clock.now();
  const speaker = consentSpeaker(member.birthDate, localDate(now, member.timeZone));
  // who has become 18 is not asked for it any more, and may take back what the guardian gave
  if (act === 'given' && !isAskedOf(purpose, speaker)) throw memberErrors.consentNotAsked();
  const text = (await selectCurrentTexts(trx)).find((one) => one.purpose === purpose);
  if (!text) throw new Error(`no wording of ${purpose}`);
  const last = (await selectEvents(trx, member.id)).find((event) => event.purpose === purpose);
  if (act === 'withdrawn' && purpose === 'desk_help') await forgetDeskHelp(trx, ctx, member);
  if (act === 'withdrawn' && last?.act !== 'given') return false;
  const givenBy = act === 'withdrawn' && ctx.actor.kind === 'member' ? 'member' : speaker;
  const guardian = givenBy === 'guardian' ? guardianOf(member, consent) : null;
  if (act === 'given' && last?.act === 'given' && last.textVersion === text.version && last.givenBy === givenBy) {
    if (purpose !== 'desk_help' || last.guardianName === (guardian?.guardianName ?? null)) return false;
  }
  if (guardian && act === 'given' && !guardian.guardianName) {
    throw platformErrors.invalidInput({}, { guardianName: 'guardian_needed' });
  }
  await insertEvent(trx, {
    memberId: member.id,
    purpose,
    textVersion: text.version,
    act,
    givenBy,
    ...guardian,
    channel,
    at: now,
    recordedBy: actorName(ctx.actor),
  });
  if (purpose === 'membership') await setGuardianConsent(trx, member.id, act === 'given' ? 'given' : 'missing');
  const trace = { entity: 'member', entityId: member.id, libraryId: member.homeLibraryId };
  const said = { purpose, textVersion: text.version, channel, by: givenBy };
  await (act === 'given'
    ? recordAudit(trx, ctx, { ...trace, action: 'member.consent_given', after: said })
    : recordAudit(trx, ctx, { ...trace, action: 'member.consent_withdrawn', after: said }));
  return true;
}

/** Deletes how a member likes to be greeted and what helps at the desk; the caller holds the member's row. */
async function forgetDeskHelp(
  trx: Tx,
  ctx: Ctx,
  { id, homeLibraryId }: Pick<MemberRecord, 'id' | 'homeLibraryId'>,
): Promise<void> {
  if (!(await deleteDeskHelp(trx, id))) return;
  const trace = { entity: 'member', entityId: id, libraryId: homeLibraryId };
  await recordAudit(trx, ctx, { ...trace, action: 'member.desk_help_removed' });
}

/** Locks a member whom this librarian may edit. */
async function editable(trx: Tx, ctx: Ctx, number: string): Promise<MemberRecord> {
  const member = await lockMember(trx, number);
  if (!member) throw memberErrors.notFound({ number });
  authorize(ctx, 'members.edit', member.homeLibraryId);
  return member;
}

/** A librarian writes down a consent. Permission `members.edit` at the home library. */
export async function giveConsent(ctx: Ctx, number: string, input: ConsentInput): Promise<void> {
  authorizeAnywhere(ctx, 'members.edit');
  const consent = parseInput(consentInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    await writeConsent(trx, ctx, await editable(trx, ctx, number), { ...consent, act: 'given' });
  });
}

/** A librarian writes down that a consent was withdrawn. Permission `members.edit` at the home library. */
export async function withdrawConsent(ctx: Ctx, number: string, purpose: ConsentPurpose): Promise<void> {
  authorizeAnywhere(ctx, 'members.edit');
  await ctx.db.transaction().execute(async (trx) => {
    await writeConsent(trx, ctx, await editable(trx, ctx, number), { purpose, act: 'withdrawn', channel: 'desk' });
  });
}

/**
 * A member gives or withdraws a consent in the account. Withdrawing is as easy as giving (art. 9); what needs the guardian is
 * given by the guardian: `members.guardian_must_consent`. What is given with words of its own is given there (`keepDeskHelp`).
 */
export async function setOwnConsent(ctx: Ctx, purpose: ConsentPurpose, given: boolean): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.signInNeeded();
  if (given && !isBare(purpose)) throw platformErrors.invalidInput();
  await ctx.db.transaction().execute(async (trx) => {
    const member = await lockMember(trx, actor.number);
    if (!member) throw memberErrors.notFound();
    const today = localDate(ctx.clock.now(), member.timeZone);
    if (given && consentSpeaker(member.birthDate, today) === 'guardian') throw memberErrors.guardianMustConsent();
    await writeConsent(trx, ctx, member, { purpose, act: given ? 'given' : 'withdrawn', channel: 'web' });
  });
}
