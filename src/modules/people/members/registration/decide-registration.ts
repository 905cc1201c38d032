import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { hashSecret } from '#modules/ground/identity';
import { getSetting } from '#modules/ground/libraries';
import { authorize, authorizeAnywhere, can, grantedLibraries, serves } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { decodeCursor, toPage } from '#platform/requests/http';
import { optionalText, parseInput, requiredText } from '#platform/requests/parse-input';
import type { Secrets } from '#platform/rights/secrets';
import { localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { tellApplicant } from './applicant-messages.ts';
import type { CodeServices } from './confirm-contact.ts';
import { insertMember } from '../records/create-member.ts';
import { cancelCodes } from '../data/applicant-messages.queries.ts';
import { findByNikHash } from '../data/identities.queries.ts';
import { findMember, findMemberById, type MemberRecord } from '../data/members.queries.ts';
import {
  findByNumber,
  lockByNumber,
  selectPending,
  updateRegistration,
  WIPED,
  type RegistrationRow,
} from '../data/registrations.queries.ts';
import { memberErrors } from '../errors.ts';
import { findSamePeople } from '../records/find-same-people.ts';
import { openSealed } from '../nik/keep-nik.ts';
import { writeLink } from '../family/link-family.ts';
import { writeConsent } from '../consents/record-consent.ts';
import { codePhoneOf, NIK_PURPOSE, nikAbout, personOf, type StoredPerson } from './registration-form.ts';
import { compareNik, type NikMismatch } from '../rules/nik.ts';
import { consentPurposes, consentSpeaker, isAskedOf } from '../rules/consent.ts';
import { needsGuardian } from '../rules/membership.ts';
import { isCodeConfirmed, isConfirmed, type CodeWay, type RegistrationStatus } from '../rules/registration.ts';
import { randomPin } from '../sign-in/set-pin.ts';

/** A line of the list of who waits. */
export interface PendingRegistration {
  number: string;
  fullName: string;
  homeLibrary: string;
  homeLibraryName: string;
  category: string;
  submittedAt: Date;
  timeZone: string;
  confirmed: boolean;
  emailConfirmed: boolean;
  phoneConfirmed: boolean;
}

/** One registration with everything that a librarian compares with the identity card. */
export interface RegistrationToDecide extends PendingRegistration {
  status: RegistrationStatus;
  person: StoredPerson | null;
  nikLast4: string | null;
  nikMismatch: NikMismatch[];
  purposes: string[];
  needsGuardian: boolean;
  /** Members with the same NIK, or the same name and birth date. */
  duplicates: { number: string; name: string; byNik: boolean }[];
  decidedBy: string | null;
  reason: string | null;
  memberNumber: string | null;
}

/** So long a word about a refusal is tried; afterwards the page of the form says it. */
const REJECTION_DAYS = 7;

const line = (row: RegistrationRow): PendingRegistration => {
  const person = personOf(row);
  return {
    number: row.number,
    fullName: person?.fullName ?? '',
    homeLibrary: row.homeLibrary,
    homeLibraryName: row.homeLibraryName,
    category: person?.category ?? '',
    submittedAt: row.submittedAt ?? row.createdAt,
    timeZone: row.timeZone,
    confirmed: isConfirmed(row),
    emailConfirmed: row.emailConfirmedAt !== null,
    phoneConfirmed: row.phoneConfirmedAt !== null,
  };
};

/**
 * Who waits for a librarian, the longest waiting first. Permission `members.edit`; for some libraries: those of them.
 * @param input.all also those that nothing has confirmed yet
 */
export async function listRegistrations(
  ctx: Ctx,
  input: { all?: boolean; cursor?: string | undefined; limit?: number } = {},
): Promise<{ data: PendingRegistration[]; next: string | null }> {
  authorizeAnywhere(ctx, 'members.edit');
  const { all = false, limit = 50 } = input;
  const within = grantedLibraries(ctx.actor, 'members.edit');
  const after = decodeCursor(input.cursor, z.tuple([z.number().int()]));
  const rows = await selectPending(ctx.db, {
    within: within === 'all' ? null : within,
    confirmedOnly: !all,
    afterId: after?.[0] ?? null,
    limit: limit + 1,
  });
  const page = toPage(rows, limit, (row) => [row.id]);
  return { data: page.data.map(line), next: page.next };
}

/** null also where the key that sealed it is lost: then it is asked for again. */
const openApplicantNik = (secrets: Secrets, row: RegistrationRow): string | null =>
  row.nikSealed && row.nikKeyId
    ? openSealed(secrets, NIK_PURPOSE, nikAbout(row.number), { keyId: row.nikKeyId, bytes: row.nikSealed })
    : null;

/** Members who may be the same person, of those whom the reader may see. */
async function duplicatesOf(ctx: Ctx, secrets: Secrets, row: RegistrationRow, person: StoredPerson) {
  const { db } = ctx;
  const may = (one: { homeLibraryId: number }): boolean => serves(ctx.actor, 'members.edit', one.homeLibraryId);
  const nik = openApplicantNik(secrets, row);
  const [holder, same] = await Promise.all([
    nik === null ? undefined : findByNikHash(db, secrets.macs('nik', nik)),
    findSamePeople(db, { ...person, number: null, exceptId: null }),
  ]);
  return [
    ...(holder && may(holder) ? [{ number: holder.number, name: holder.fullName, byNik: true }] : []),
    ...same
      .filter((one) => one.number !== holder?.number && may(one))
      .map((one) => ({ number: one.number, name: one.fullName, byNik: false })),
  ];
}

/** One registration. Permission `members.edit` at its library. Throws `members.registration_not_found`. */
export async function getRegistration(ctx: Ctx, secrets: Secrets, number: string): Promise<RegistrationToDecide> {
  authorizeAnywhere(ctx, 'members.edit');
  const row = await findByNumber(ctx.db, number.trim().toUpperCase());
  if (!row || row.status === 'draft') throw memberErrors.registrationNotFound();
  authorize(ctx, 'members.edit', row.homeLibraryId);
  const person = personOf(row);
  const nik = openApplicantNik(secrets, row);
  return {
    ...line(row),
    status: row.status,
    person,
    nikLast4: row.nikLast4,
    nikMismatch: person && nik !== null ? compareNik(nik, person) : [],
    purposes: row.consents,
    needsGuardian: person !== null && needsGuardian(person.birthDate, localDate(ctx.clock.now(), row.timeZone)),
    duplicates: person ? await duplicatesOf(ctx, secrets, row, person) : [],
    decidedBy: row.decidedBy,
    reason: row.reason,
    memberNumber: row.memberNumber,
  };
}

async function lockPending(trx: Tx, ctx: Ctx, number: string) {
  const row = await lockByNumber(trx, number.trim().toUpperCase());
  const person = row && personOf(row);
  if (!row || row.status === 'draft') throw memberErrors.registrationNotFound();
  authorize(ctx, 'members.edit', row.homeLibraryId);
  if (row.status !== 'submitted' || !person) throw memberErrors.registrationDecided({ by: row.decidedBy ?? '' });
  return { row, person };
}

export const approveInput = z.object({
  /** The guardian stands before the librarian or has signed; needed below 18 where no code was confirmed. */
  guardianPresent: z.boolean().optional(),
  /** Card number of the guardian, where the guardian is a member: the child's loans can then be looked after from that account. */
  guardianNumber: optionalText(40).optional(),
  /** Somebody else with the same name and birth date. */
  allowDuplicate: z.boolean().optional(),
});

/**
 * The librarian has seen the applicant: a member number, the consents in the ledger, and a PIN that is shown this once. The form is
 * emptied. Permission `members.edit` at its library.
 * Throws `members.registration_decided`, `members.maybe_duplicate`, `members.nik_taken`, `members.guardian_not_confirmed`.
 */
export async function approveRegistration(
  ctx: Ctx,
  secrets: Secrets,
  number: string,
  input: z.input<typeof approveInput> = {},
): Promise<{ number: string; pin: string }> {
  authorizeAnywhere(ctx, 'members.edit');
  const { guardianPresent = false, allowDuplicate = false, guardianNumber = null } = parseInput(approveInput, input);
  const pin = randomPin(null);
  const pinHash = await hashSecret(pin);
  return ctx.db.transaction().execute(async (trx) => {
    const { row, person } = await lockPending(trx, ctx, number);
    const now = ctx.clock.now();
    const speaker = consentSpeaker(person.birthDate, localDate(now, row.timeZone));
    if (speaker === 'guardian' && !guardianPresent && !isCodeConfirmed(row)) {
      throw memberErrors.guardianNotConfirmed({}, { guardianPresent: 'guardian_present' });
    }
    const nik = openApplicantNik(secrets, row);
    const made = await insertMember(
      trx,
      ctx,
      { ...person, homeLibrary: row.homeLibrary, locale: row.locale, allowDuplicate, ...(nik === null ? {} : { nik }) },
      { pinHash, secrets },
    );
    const member = await findMemberById(trx, made.id);
    if (!member) throw memberErrors.notFound();
    const confirmedBy = row.phoneConfirmedAt === null ? 'email' : 'phone';
    const channel = guardianPresent || !isCodeConfirmed(row) ? 'desk' : confirmedBy;
    // who has become 18 since the form was sent needs neither the guardian's consent nor the link
    const purposes = consentPurposes.filter((one) => row.consents.includes(one) && isAskedOf(one, speaker));
    for (const purpose of purposes) {
      await writeConsent(trx, ctx, member, { purpose, act: 'given', channel });
    }
    if (guardianNumber !== null && speaker === 'guardian') await linkGuardian(trx, ctx, guardianNumber, member);
    const decision = {
      status: 'approved',
      decidedAt: now,
      decidedBy: actorName(ctx.actor),
      memberId: member.id,
    } as const;
    await cancelCodes(trx, row.id, now);
    await updateRegistration(trx, row.id, { ...WIPED, ...decision });
    await recordAudit(trx, ctx, {
      action: 'registration.approved',
      entity: 'registration',
      entityId: row.number,
      subjectId: member.id,
      libraryId: row.homeLibraryId,
      after: { memberNumber: member.number },
    });
    return { number: member.number, pin };
  });
}

/** The guardian whom the registration of a child names is a member too. Throws `platform.invalid_input` (guardianNumber). */
async function linkGuardian(trx: Tx, ctx: Ctx, number: string, child: MemberRecord): Promise<void> {
  const guardian = await findMember(trx, number);
  if (!guardian || !can(ctx.actor, 'members.read', guardian.homeLibraryId)) {
    throw platformErrors.invalidInput({}, { guardianNumber: 'family_unknown' });
  }
  const relation = child.guardianRelation ?? 'wali';
  await writeLink(trx, ctx, guardian, child, { relation, channel: 'registration' });
}

/**
 * Turns a registration down, with a reason that the applicant reads on the page of the form and is told by mail or telephone. The form is
 * emptied; the message keeps the address until it has been sent. Permission `members.edit` at its library.
 * @returns how the applicant is told; null = the form names neither mailbox nor telephone
 */
export async function rejectRegistration(
  ctx: Ctx,
  services: CodeServices,
  number: string,
  input: { reason: string },
): Promise<{ told: CodeWay | null }> {
  authorizeAnywhere(ctx, 'members.edit');
  const { reason } = parseInput(z.object({ reason: requiredText(300) }), input);
  const network = await getSetting(ctx.db, 'networkName');
  return ctx.db.transaction().execute(async (trx) => {
    const { row, person } = await lockPending(trx, ctx, number);
    const told = await tellRejected(trx, ctx, services, { row, person, reason, network });
    await cancelCodes(trx, row.id, ctx.clock.now());
    const decision = {
      status: 'rejected',
      decidedAt: ctx.clock.now(),
      decidedBy: actorName(ctx.actor),
      reason,
    } as const;
    await updateRegistration(trx, row.id, { ...WIPED, ...decision });
    await recordAudit(trx, ctx, {
      action: 'registration.rejected',
      entity: 'registration',
      entityId: row.number,
      libraryId: row.homeLibraryId,
      after: { reason },
    });
    return { told };
  });
}

/** By the way that the applicant has confirmed, else by mail, else by telephone. */
async function tellRejected(
  trx: Tx,
  ctx: Ctx,
  services: CodeServices,
  about: { row: RegistrationRow; person: StoredPerson; reason: string; network: string },
): Promise<CodeWay | null> {
  const { row, person, reason, network } = about;
  const phone = codePhoneOf(person, localDate(ctx.clock.now(), row.timeZone));
  const email = services.mailer.available ? person.email : null;
  const byPhone = phone !== null && (email === null || row.phoneConfirmedAt !== null);
  const to = byPhone ? phone : email;
  if (to === null) return null;
  const { locale } = row;
  await tellApplicant(trx, ctx, services, {
    registrationId: row.id,
    kind: 'rejected',
    channel: byPhone ? 'whatsapp' : 'email',
    expiresAt: new Date(ctx.clock.now().getTime() + REJECTION_DAYS * 86_400_000),
    to,
    language: locale,
    subject: m.registration_rejected_subject({ network }, { locale }),
    text: m.registration_rejected_text(
      { number: row.number, reason, library: row.homeLibraryName, network },
      { locale },
    ),
  });
  return byPhone ? 'phone' : 'email';
}
