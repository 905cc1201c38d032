import { z } from 'zod';
import { claimForm } from '#modules/ground/audit';
import { hashToken, newToken } from '#modules/ground/identity';
import { nextNumber } from '#platform/database/counters';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import type { Secrets } from '#platform/rights/secrets';
import { localDate, type LocalDate } from '#shared/dates';
import { internationalPhone } from '#shared/phone-number';
import type { MemberCategory } from '../client.ts';
import { categoryOfInput, libraryOfInput } from '../records/create-member.ts';
import { selectCategories } from '../data/categories.queries.ts';
import {
  findByToken,
  insertRegistration,
  lockByToken,
  updateRegistration,
  type RegistrationRow,
} from '../data/registrations.queries.ts';
import { memberErrors } from '../errors.ts';
import { categoryOfPupil } from '../rules/pupils.ts';
import { nikFigures } from '../rules/nik.ts';
import { byApplicantField } from '../rules/member-fields.ts';
import { ageFitsCategory, checkMember, needsGuardian } from '../rules/membership.ts';
import { codeWays, DRAFT_HOURS, type CodeWay, type RegistrationStatus } from '../rules/registration.ts';
import { memberInput } from '../schema.ts';

/** The default form (domain.md 4.2: no religion, no mother's maiden name, no photo of the identity card). */
export const personInput = memberInput
  .pick({ fullName: true, sex: true, category: true, nik: true })
  .extend(byApplicantField((name) => memberInput.shape[name]))
  .extend({ birthDate: memberInput.shape.joinedOn.unwrap(), homeLibrary: memberInput.shape.homeLibrary });
export type RegistrationPersonInput = z.input<typeof personInput>;

export const guardianInput = memberInput
  .pick({ guardianRelation: true, guardianPhone: true, email: true })
  .extend({ guardianName: z.string().trim().min(1).max(120) });
export type RegistrationGuardianInput = z.input<typeof guardianInput>;

/** What is kept of a form until it is decided. */
export const storedPerson = z.object({
  fullName: z.string(),
  birthDate: z.string(),
  sex: z.enum(['L', 'P']).nullable().default(null),
  category: z.string(),
  ...byApplicantField(() => z.string().nullable().default(null)),
  guardianName: z.string().nullable().default(null),
  guardianRelation: z.string().nullable().default(null),
  guardianPhone: z.string().nullable().default(null),
});
export type StoredPerson = z.output<typeof storedPerson>;

/** The form as its applicant sees it. */
export interface OwnRegistration {
  number: string;
  status: RegistrationStatus;
  /** null once it is decided */
  person: StoredPerson | null;
  homeLibrary: string;
  homeLibraryName: string;
  nikLast4: string | null;
  needsGuardian: boolean;
  emailConfirmed: boolean;
  phoneConfirmed: boolean;
  /** How a code can be sent: to the mailbox, to the telephone (below 18 those of the guardian). */
  ways: CodeWay[];
  /** How the last code was sent; null = none was. */
  codeWay: CodeWay | null;
  /** Where codes to a telephone go, in international form. */
  codePhone: string | null;
  /** Why it was turned down. */
  reason: string | null;
}

/** Many people of one school or reading room come from one address. */
const FORMS_PER_ADDRESS = { limit: 30, windowSeconds: 3600 };
export const NIK_PURPOSE = 'registration-nik';
export const nikAbout = (number: string): string => `registration:${number}`;

export const personOf = (row: RegistrationRow): StoredPerson | null =>
  row.person === null ? null : storedPerson.parse(row.person);

const todayAt = (ctx: Pick<Ctx, 'clock'>, row: { timeZone: string }): LocalDate =>
  localDate(ctx.clock.now(), row.timeZone);

/**
 * The telephone that a code is sent to, in international form: below 18 the guardian's, who gives the consent; null = there is none that
 * can exist.
 */
export const codePhoneOf = (person: StoredPerson, today: LocalDate): string | null =>
  internationalPhone(needsGuardian(person.birthDate, today) ? person.guardianPhone : person.phone);

const isOver = (row: RegistrationRow, now: Date): boolean =>
  row.status === 'draft' && now.getTime() - row.createdAt.getTime() > DRAFT_HOURS * 3_600_000;

/** The form of this browser, or null when it began none or too long ago. */
export async function viewRegistration(ctx: Ctx, token: string | null): Promise<OwnRegistration | null> {
  const row = token === null ? undefined : await findByToken(ctx.db, hashToken(token));
  if (!row || isOver(row, ctx.clock.now())) return null;
  const person = personOf(row);
  const codePhone = person && codePhoneOf(person, todayAt(ctx, row));
  return {
    number: row.number,
    status: row.status,
    person,
    homeLibrary: row.homeLibrary,
    homeLibraryName: row.homeLibraryName,
    nikLast4: row.nikLast4,
    needsGuardian: person !== null && needsGuardian(person.birthDate, todayAt(ctx, row)),
    emailConfirmed: row.emailConfirmedAt !== null,
    phoneConfirmed: row.phoneConfirmedAt !== null,
    ways: codeWays.filter((way) => (way === 'email' ? Boolean(person?.email) : codePhone !== null)),
    codeWay: row.codeHash === null ? null : row.codeWay,
    codePhone,
    reason: row.reason,
  };
}

/** The form of this browser that can still be written on, locked. Throws `members.registration_gone`. */
export async function lockOwn(
  trx: Tx,
  ctx: Ctx,
  token: string | null,
  status: RegistrationStatus,
): Promise<RegistrationRow> {
  const row = token === null ? undefined : await lockByToken(trx, hashToken(token));
  if (!row || row.status !== status || isOver(row, ctx.clock.now())) throw memberErrors.registrationGone();
  return row;
}

/**
 * A child is put into the category of its age, whatever was chosen; who is grown up chooses again. One without an upper age (people from
 * elsewhere, people with a disability) is not made for children: nobody is put there who did not choose it.
 */
async function fittingCategory(
  trx: Tx,
  asked: MemberCategory,
  birthDate: LocalDate,
  today: LocalDate,
): Promise<MemberCategory> {
  if (ageFitsCategory(birthDate, asked, today)) return asked;
  const made = (await selectCategories(trx, { active: true })).filter(({ maxAge }) => maxAge !== null);
  const fitting = needsGuardian(birthDate, today) ? categoryOfPupil(made, asked.code, birthDate, today) : null;
  if (!fitting) throw platformErrors.invalidInput({}, { category: 'category_age' });
  return fitting;
}

/**
 * First page of the form: who registers. Begins a form, or changes the one that this browser has begun. Whether somebody is a member
 * already is never said to a stranger; the librarian sees it.
 * @param token of the form begun before, from the cookie
 * A child gets the category of its age.
 * @returns the token for the cookie
 */
export async function saveApplicant(
  ctx: Ctx,
  secrets: Secrets,
  input: { token: string | null; person: RegistrationPersonInput; ip: string | null },
): Promise<{ token: string }> {
  const { homeLibrary, nik = null, ...person } = parseInput(personInput, input.person);
  const figures = nik === null ? null : nikFigures(nik);
  if (nik !== null && figures === null) throw platformErrors.invalidInput({}, { nik: 'nik_format' });
  if (input.ip) await countAttempt(ctx, `register:${networkOf(input.ip)}`, FORMS_PER_ADDRESS);
  return ctx.db.transaction().execute(async (trx) => {
    const library = await libraryOfInput(trx, ctx, homeLibrary);
    const asked = await categoryOfInput(trx, person.category);
    if (asked.kind !== 'person') throw platformErrors.invalidInput({}, { category: 'category_of_other_kind' });
    const today = localDate(ctx.clock.now(), library.timeZone);
    const problems = checkMember({ ...person, guardianName: 'later', joinedOn: today, expiresOn: null }, today);
    if (Object.keys(problems).length > 0) throw platformErrors.invalidInput({}, problems);
    const category = await fittingCategory(trx, asked, person.birthDate, today);
    const begun = input.token === null ? undefined : await lockByToken(trx, hashToken(input.token));
    const going = begun?.status === 'draft' && !isOver(begun, ctx.clock.now()) ? begun : null;
    const number = going?.number ?? `D-${String(await nextNumber(trx, 'registration')).padStart(5, '0')}`;
    const sealed = figures === null ? null : secrets.seal(NIK_PURPOSE, nikAbout(number), figures);
    const before = going && personOf(going);
    const { guardianName = null, guardianRelation = null, guardianPhone = null } = before ?? {};
    const values = {
      person: JSON.stringify({ guardianName, guardianRelation, guardianPhone, ...person, category: category.code }),
      homeLibraryId: library.id,
      locale: ctx.locale,
      // a field that comes back empty keeps what was typed before: it is not shown again
      ...(sealed && figures !== null
        ? {
            nikSealed: sealed.bytes,
            nikKeyId: sealed.keyId,
            nikLast4: figures.slice(-4),
          }
        : {}),
    };
    if (going && input.token !== null) {
      await updateRegistration(trx, going.id, values);
      return { token: input.token };
    }
    await claimForm(trx, ctx);
    const token = newToken('lbr');
    await insertRegistration(trx, {
      ...values,
      number,
      tokenHash: hashToken(token),
      status: 'draft',
      createdAt: ctx.clock.now(),
    });
    return { token };
  });
}

/** Second page, below 18 only: the parent or guardian. */
export async function saveApplicantGuardian(
  ctx: Ctx,
  token: string | null,
  input: RegistrationGuardianInput,
): Promise<void> {
  const guardian = parseInput(guardianInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const row = await lockOwn(trx, ctx, token, 'draft');
    const person = personOf(row);
    if (!person) throw memberErrors.registrationGone();
    await updateRegistration(trx, row.id, { person: JSON.stringify({ ...person, ...guardian }) });
  });
}
