import { addMonths, ageOn, isDay, LAST_DAY, type LocalDate } from '#shared/dates';
import { fieldsThat, type MemberTexts } from './member-fields.ts';

/** Below this age a parent or guardian is named and consents (UU 27/2022 art. 25; a child is below 18 by UU 35/2014). */
export const GUARDIAN_AGE = 18;

/** A person, or an institution: TBM, school, kelurahan office, community. */
export const memberKinds = ['person', 'institution'] as const;
export type MemberKind = (typeof memberKinds)[number];

/** Last day of a membership that begins or is renewed on a day; null = it never ends. */
export const computeExpiry = (validityMonths: number | null, from: LocalDate): LocalDate | null =>
  validityMonths === null ? null : addMonths(from, validityMonths);

/** A renewal before the end adds to what is left; after the end it begins today. */
export function renewedExpiry(
  validityMonths: number | null,
  expiresOn: LocalDate | null,
  today: LocalDate,
): LocalDate | null {
  // a card of another system that holds until 9999 is not lengthened any more
  if (expiresOn !== null && expiresOn > LAST_DAY) return expiresOn;
  return computeExpiry(validityMonths, expiresOn !== null && expiresOn > today ? expiresOn : today);
}

export const isExpired = (expiresOn: LocalDate | null, today: LocalDate): boolean =>
  expiresOn !== null && expiresOn < today;

/** Does a block keep the member from borrowing on a day? */
export const blockHolds = (block: { untilDate: LocalDate | null }, today: LocalDate): boolean =>
  block.untilDate === null || block.untilDate >= today;

export const needsGuardian = (birthDate: LocalDate | null, today: LocalDate): boolean =>
  birthDate !== null && ageOn(birthDate, today) < GUARDIAN_AGE;

/** Is this age one for which the category is meant? Unknown ages fit everywhere. */
export function ageFitsCategory(
  birthDate: LocalDate | null,
  category: { minAge: number | null; maxAge: number | null },
  today: LocalDate,
): boolean {
  if (birthDate === null) return true;
  const age = ageOn(birthDate, today);
  return age >= (category.minAge ?? 0) && age <= (category.maxAge ?? Number.MAX_SAFE_INTEGER);
}

const OLDEST = 120;

/** What only a person has. */
const OF_PERSONS = ['birthDate', 'sex', ...fieldsThat((field) => field.of === 'person')] as const;
type OfPersons = Record<'birthDate' | 'sex', string | null> & MemberTexts;
/** An institution's record without what only a person has, as an import may bring it. */
export const withoutPerson = (): Partial<OfPersons> => Object.fromEntries(OF_PERSONS.map((field) => [field, null]));

/**
 * What does not fit the kind of a member, field → reason: an institution has no birthday, sex, NIK or guardian and names who speaks
 * for it; a person speaks alone; the category is one for this kind.
 */
export function checkKind(
  member: Partial<OfPersons> & { kind: MemberKind; nik: boolean; contacts: readonly unknown[] },
  category: { kind: MemberKind },
): Record<string, string> {
  const problems: Record<string, string> = {};
  if (category.kind !== member.kind) problems.category = 'category_of_other_kind';
  if (member.kind === 'person') {
    if (member.contacts.length > 0) problems.contacts = 'only_for_institutions';
    return problems;
  }
  for (const field of OF_PERSONS) if (member[field]) problems[field] = 'not_for_institutions';
  if (member.nik) problems.nik = 'not_for_institutions';
  if (member.contacts.length === 0) problems['contacts.0.name'] = 'required';
  return problems;
}

/** Is this last day one that a person may set? One that stands (`before`, from another system) may stay. */
export const expiryMayBe = (expiresOn: LocalDate | null, before: LocalDate | null): boolean =>
  expiresOn === null || expiresOn === before || isDay(expiresOn);

/** What is wrong with the dates and the guardian of a member: field → reason; empty = nothing. */
export function checkMember(
  member: {
    birthDate: LocalDate | null;
    guardianName: string | null;
    joinedOn: LocalDate;
    expiresOn: LocalDate | null;
  },
  today: LocalDate,
): Record<string, string> {
  const problems: Record<string, string> = {};
  const { birthDate } = member;
  if (birthDate !== null && birthDate > today) problems.birthDate = 'date_in_future';
  else if (birthDate !== null && ageOn(birthDate, today) > OLDEST) problems.birthDate = 'birth_too_long_ago';
  else if (needsGuardian(birthDate, today) && member.guardianName === null) problems.guardianName = 'guardian_needed';
  if (member.joinedOn > today) problems.joinedOn = 'date_in_future';
  if (member.expiresOn !== null && member.expiresOn < member.joinedOn) problems.expiresOn = 'expires_before_joined';
  return problems;
}
