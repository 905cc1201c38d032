import { addDays, type LocalDate } from '#shared/dates';

/** So many days are compared with today, at most and at least. */
const MOST = 8;
const FEWEST = 3;
/** So many weeks back they are looked for: holidays are skipped, a long closure is not. */
const WEEKS = 16;

/** The first day that can be compared with a day. */
export const firstCompared = (today: LocalDate): LocalDate => addDays(today, -7 * WEEKS);

/** The same weekdays before today on which the library was open, the oldest first. */
export const sameWeekdays = (today: LocalDate, isOpen: (day: LocalDate) => boolean): LocalDate[] =>
  Array.from({ length: WEEKS }, (_, week) => addDays(today, -7 * (week + 1)))
    .filter(isOpen)
    .slice(0, MOST)
    .toReversed();

/**
 * From which of these days on the library wrote anything down: before it began to, nothing is not a figure.
 * @param days of each day all its figures, the oldest first
 */
export function beganAt(days: readonly (readonly number[])[]): number {
  const first = days.findIndex((figures) => figures.some((figure) => figure > 0));
  return first === -1 ? days.length : first;
}

/** What is usual on such a day, rounded; null where too few days are known. */
export const usualOf = (before: readonly number[]): number | null =>
  before.length < FEWEST ? null : Math.round(before.reduce((sum, one) => sum + one, 0) / before.length);

/** How today stands beside what is usual. */
export type Compared = 'busier' | 'quieter' | 'as_usual';

/** More than a sixth, and more than a handful, is worth saying. */
export function compare(today: number, usual: number): Compared {
  const more = today - usual;
  if (Math.abs(more) < 3 || Math.abs(more) * 6 < usual) return 'as_usual';
  return more > 0 ? 'busier' : 'quieter';
}
