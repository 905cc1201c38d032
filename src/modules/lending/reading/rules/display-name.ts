import { foldedKey } from '#shared/text/fold';
import { ageOn, type LocalDate } from '#shared/dates';

/** Below this age nobody is shown under the own name (a child by UU 35/2014; data of children are special, UU 27/2022 art. 25). */
const GROWN_UP = 18;
/** Shorter words are initials and particles; they reveal nobody. */
const TELLING = 3;

/** A child, or somebody of whom we do not know that they are grown up. */
export const isYoung = (birthDate: LocalDate | null, today: LocalDate): boolean =>
  birthDate === null || ageOn(birthDate, today) < GROWN_UP;

/** Does a display name say a part of the real name? `aisyah_keren` does for Aisyah Rahma Dewi. */
export function saysRealName(displayName: string, fullName: string): boolean {
  const shown = foldedKey(displayName).replaceAll(' ', '');
  return foldedKey(fullName)
    .split(' ')
    .some((word) => word.length >= TELLING && shown.includes(word));
}

/** Figures enough for a phone number, an address of a mailbox or of a page: how to reach somebody is no name. */
export const saysContact = (displayName: string): boolean =>
  displayName.replace(/\D/g, '').length >= 7 || /@|www\.|:\/\//i.test(displayName);

/** What is wrong with a display name; null = nothing. */
export function displayNameProblem(
  displayName: string,
  person: { fullName: string; birthDate: LocalDate | null },
  today: LocalDate,
): 'name_says_contact' | 'name_says_child' | null {
  if (saysContact(displayName)) return 'name_says_contact';
  return isYoung(person.birthDate, today) && saysRealName(displayName, person.fullName) ? 'name_says_child' : null;
}
