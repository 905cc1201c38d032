import { recordAudit } from '#modules/ground/audit';
import { countHeard } from '#modules/ground/heard-from';
import {
  getLibrary,
  libraryErrors,
  listLibraries,
  resolveLibrary,
  type Library,
  type LibraryRef,
} from '#modules/ground/libraries';
import { authorize, authorizeAnywhere, serves } from '#platform/rights/authorize';
import type { Actor, Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { Secrets } from '#platform/rights/secrets';
import { localDate } from '#shared/dates';
import { personNameKey } from '#shared/text/person-name';
import type { Member, MemberCategory } from '../client.ts';
import { findCategory } from '../data/categories.queries.ts';
import { replaceContacts } from '../data/contact-persons.queries.ts';
import { numberExists } from '../data/card-numbers.queries.ts';
import { findMemberById, insertMemberRow } from '../data/members.queries.ts';
import { memberErrors } from '../errors.ts';
import { findSamePeople } from './find-same-people.ts';
import { keepNik } from '../nik/keep-nik.ts';
import { activeDay } from './note-activity.ts';
import { checkKind, checkMember, computeExpiry, expiryMayBe, needsGuardian } from '../rules/membership.ts';
import { writeConsent } from '../consents/record-consent.ts';
import { searchName } from '../rules/name-search.ts';
import { memberInput, type MemberInput } from '../schema.ts';
import { keepCountersAhead, takeMemberNumber } from '../cards/take-number.ts';
import { traced, viewMember } from './view-member.ts';

/** The library that was named, else where one works, else the main one. Throws `libraries.not_found` at its field. */
export async function libraryOfInput(
  trx: Tx,
  ctx: Ctx,
  named: LibraryRef | undefined,
  field = 'homeLibrary',
): Promise<Library> {
  if (named !== undefined) return resolveLibrary({ db: trx }, named, field);
  if (ctx.libraryId !== null) return getLibrary({ db: trx }, ctx.libraryId);
  const [main] = await listLibraries({ db: trx }, { active: true });
  if (!main) throw libraryErrors.notFound();
  return main;
}

export async function categoryOfInput(trx: Tx, code: string): Promise<MemberCategory> {
  const category = await findCategory(trx, code);
  if (!category?.active) throw platformErrors.invalidInput({}, { category: 'unknown' });
  return category;
}

/**
 * Refuses (`members.maybe_duplicate`) when an active member may be the same person. Whom the editor may not see is not
 * named (`members.maybe_elsewhere`).
 */
export async function refuseDuplicate(
  trx: Tx,
  actor: Actor,
  person: { fullName: string; birthDate: string | null; exceptId: number | null },
): Promise<void> {
  const [same] = await findSamePeople(trx, { ...person, number: null });
  if (!same) return;
  if (!serves(actor, 'members.edit', same.homeLibraryId)) throw memberErrors.maybeElsewhere();
  throw memberErrors.maybeDuplicate({ number: same.number, name: same.fullName });
}

/** What only set-up and sample data may say of a new member. */
export interface InsertOptions {
  isSample?: boolean;
  pinHash?: string;
  /** Needed where a NIK is given. */
  secrets?: Secrets;
}

/** Registers a member in a transaction that is already open; the caller has checked the permission. */
export async function insertMember(
  trx: Tx,
  ctx: Ctx,
  input: MemberInput,
  options: InsertOptions = {},
): Promise<Member> {
  const {
    category: categoryCode,
    homeLibrary,
    allowDuplicate,
    nik,
    guardianConsent = false,
    contacts = [],
    heardFrom,
    ...fields
  } = parseInput(memberInput, input);
  const library = await libraryOfInput(trx, ctx, homeLibrary);
  const category = await categoryOfInput(trx, categoryCode);
  const today = localDate(ctx.clock.now(), library.timeZone);
  const joinedOn = fields.joinedOn ?? today;
  const expiresOn =
    fields.expiresOn === undefined ? computeExpiry(category.validityMonths, joinedOn) : fields.expiresOn;
  const birthDate = fields.birthDate ?? null;
  const kind = fields.kind ?? category.kind;
  const problems = {
    ...checkMember({ birthDate, guardianName: fields.guardianName ?? null, joinedOn, expiresOn }, today),
    ...checkKind({ ...fields, kind, nik: Boolean(nik), contacts }, category),
    ...(expiryMayBe(expiresOn, null) ? {} : { expiresOn: 'day_out_of_reach' }),
  };
  if (Object.keys(problems).length > 0) throw platformErrors.invalidInput({}, problems);
  if (!allowDuplicate) await refuseDuplicate(trx, ctx.actor, { fullName: fields.fullName, birthDate, exceptId: null });

  const number = fields.number ?? (await takeMemberNumber(trx, today));
  if (fields.number !== undefined && (await numberExists(trx, fields.number))) {
    throw memberErrors.numberTaken({ number: fields.number }, { number: 'taken' });
  }
  if (fields.number !== undefined) await keepCountersAhead(trx, [fields.number]);
  const now = ctx.clock.now();
  let id: number;
  try {
    id = await insertMemberRow(trx, {
      ...fields,
      kind,
      number,
      joinedOn,
      expiresOn,
      foldedName: personNameKey(fields.fullName),
      searchName: searchName(fields.fullName),
      categoryId: category.id,
      homeLibraryId: library.id,
      guardianConsent: needsGuardian(birthDate, today) ? 'missing' : 'unknown',
      isSample: options.isSample ?? false,
      pinHash: options.pinHash ?? null,
      lastActiveOn: activeDay(now),
      createdAt: now,
      updatedAt: now,
    });
  } catch (error) {
    if (violatedUnique(error) === null) throw error;
    throw memberErrors.numberTaken({ number }, { number: 'taken' });
  }
  await replaceContacts(trx, id, contacts);
  if (heardFrom) await countHeard(trx, ctx, { libraryId: library.id, moment: 'registration', answer: heardFrom });
  if (nik) {
    if (!options.secrets) throw new Error('a NIK is kept only with the keys that seal it');
    const { sex = null } = fields;
    await keepNik(trx, ctx, options.secrets, { id, homeLibraryId: library.id, birthDate, sex }, nik);
  }
  const made = await findMemberById(trx, id);
  if (!made) throw memberErrors.notFound();
  if (guardianConsent && needsGuardian(birthDate, today)) {
    await writeConsent(trx, ctx, made, { purpose: 'membership', act: 'given', channel: 'desk' });
  }
  const record = guardianConsent ? ((await findMemberById(trx, id)) ?? made) : made;
  await recordAudit(trx, ctx, {
    action: 'member.created',
    entity: 'member',
    entityId: id,
    libraryId: library.id,
    after: traced(record),
  });
  return viewMember(trx, ctx.actor, record);
}

/**
 * Registers a member. The number comes from a locked counter by the network's pattern, the end of the validity from the
 * category. Permission `members.edit` at the home library.
 * @param secrets needed where a NIK is given
 * Throws `platform.invalid_input` (guardian needed below 18 …), `members.maybe_duplicate`, `members.number_taken`,
 * `members.nik_taken`.
 */
export async function createMember(ctx: Ctx, input: MemberInput, secrets?: Secrets): Promise<Member> {
  authorizeAnywhere(ctx, 'members.edit');
  return ctx.db.transaction().execute(async (trx) => {
    const member = await insertMember(trx, ctx, input, secrets ? { secrets } : {});
    authorize(ctx, 'members.edit', member.homeLibraryId);
    return member;
  });
}
