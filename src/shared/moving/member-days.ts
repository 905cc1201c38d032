import { ageOn, type LocalDate } from '../dates.ts';
import type { OldRow } from './old-row.ts';
import { dayOf, isUnusableDay } from './wall-clock.ts';

/** The days of a member. */
export interface MemberDays {
  birthDate: LocalDate | null;
  joinedOn: LocalDate;
  /** null = without end, or nobody knows. */
  expiresOn: LocalDate | null;
}

const OLDEST = 120;

/** Half a day, or one that cannot be; `0000-00-00` says that nothing is known. */
const isWrongDay = (text: string | null): boolean => isUnusableDay(text) && !/^0000-00-00/.test(text?.trim() ?? '');

/**
 * Birth, joining and end of the card; what cannot be is left out.
 * @param columns.since in which order a day of joining is looked for
 * @returns `wrong` = columns whose day cannot be
 */
export function memberDays(
  row: OldRow,
  columns: { birth: string; expires: string; since: readonly string[] },
  today: LocalDate,
): MemberDays & { wrong: string[] } {
  const wrong: string[] = [];
  let birthDate = dayOf(row(columns.birth));
  if (isWrongDay(row(columns.birth))) wrong.push(columns.birth);
  if (birthDate !== null && (birthDate > today || ageOn(birthDate, today) > OLDEST)) {
    wrong.push(columns.birth);
    birthDate = null;
  }
  const expiresOn = dayOf(row(columns.expires));
  let joinedOn: LocalDate | null = null;
  for (const column of columns.since) {
    const day = dayOf(row(column));
    const isPossible = day === null || (day <= today && (expiresOn === null || day <= expiresOn));
    if (joinedOn === null && (!isPossible || isWrongDay(row(column)))) wrong.push(column);
    if (isPossible) joinedOn ??= day;
  }
  const latest = expiresOn !== null && expiresOn < today ? expiresOn : today;
  return { birthDate, joinedOn: joinedOn ?? latest, expiresOn, wrong };
}
