import { addDays, addMonths, daysBetween, type LocalDate } from '#shared/dates';

/** A figure of a day. */
export interface DayCount {
  day: LocalDate;
  n: number;
}

/** With fewer acts a year before says nothing of how a year goes. */
const ENOUGH = 100;

/** How much of a year's goal would be reached by some day. */
export interface Path {
  /** By how the year before went, or, where too little is known of it, by days alone. */
  by: 'last_year' | 'days';
  /** Of the goal, 0 to 1, when a day has ended. */
  shareBy(day: LocalDate): number;
}

/**
 * The path to a goal: a library that lent a tenth of its books in January is not behind in February with a tenth. 29 February stands with the
 * 28th of the year before.
 * @param before figures of the year before, any order; null = it was not counted from its first day
 */
export function pathOf(year: number, before: readonly DayCount[] | null): Path {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const days = daysBetween(first, last) + 1;
  const within = (day: LocalDate): LocalDate => (day < first ? addDays(first, -1) : day > last ? last : day);
  const all = before?.reduce((sum, { n }) => sum + n, 0) ?? 0;
  if (before === null || all < ENOUGH)
    return { by: 'days', shareBy: (day) => (daysBetween(first, within(day)) + 1) / days };
  return {
    by: 'last_year',
    shareBy(day) {
      if (day < first) return 0;
      const until = within(day) === last ? `${year - 1}-12-31` : addMonths(within(day), -12);
      return before.reduce((sum, one) => (one.day <= until ? sum + one.n : sum), 0) / all;
    },
  };
}

/** How it stands: `reached`; `ahead` of the path or `on` it; `behind`, up to a tenth of the goal, or `far` behind. */
export type Standing = 'reached' | 'ahead' | 'on' | 'behind' | 'far';

/** A point beside the path is on it; more than ten are far. */
const ON_PATH = 1;
const FAR = 10;

/** @param percent of the goal that is reached, as people read it @param expected where the path is, in the same */
export function standingOf(percent: number, expected: number): Standing {
  if (percent >= 100) return 'reached';
  const gap = percent - expected;
  if (Math.abs(gap) <= ON_PATH) return 'on';
  if (gap > 0) return 'ahead';
  return gap >= -FAR ? 'behind' : 'far';
}
