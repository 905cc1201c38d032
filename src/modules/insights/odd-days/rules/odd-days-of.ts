import { addDays, eachDay, isoWeekday, type LocalDate } from '#shared/dates';
import { farFromUsual, WEEKS } from './far-from-usual.ts';

const WEEK = 7;
/** Until the end of this month people still write about the year before: national forms are handed in by then. */
const LAST_MONTH_OF_YEAR_BEFORE = 3;

/** The first day that is judged: of the year before, whose figures are still asked for. */
export const judgedFrom = (through: LocalDate): LocalDate => `${yearBefore(through)}-01-01`;
/** The first day of which a word is asked on the first page of staff. */
export const askedFrom = (today: LocalDate): LocalDate =>
  Number(today.slice(5, 7)) <= LAST_MONTH_OF_YEAR_BEFORE ? judgedFrom(today) : `${today.slice(0, 4)}-01-01`;
/** The first day that says what is usual on those. */
export const neededFrom = (from: LocalDate): LocalDate => addDays(from, -WEEK * WEEKS);

const yearBefore = (day: LocalDate): string => String(Number(day.slice(0, 4)) - 1).padStart(4, '0');

export interface DaysOf {
  figures: ReadonlyMap<LocalDate, number>;
  /** Whether it was open by its calendar. */
  isOpen: (day: LocalDate) => boolean;
  /** Whether its hours are known: else a day without a figure is a closed one. */
  hoursKnown: boolean;
  /** The first day on which anything was counted there on that weekday. */
  since: (weekday: number) => LocalDate | undefined;
}

/** A day that is far from what is usual on its weekday. */
export interface OddDay {
  day: LocalDate;
  n: number;
  usual: number;
}

/** The days of one library and kind from `from` to `to` that are far from their usual. */
export function oddDaysOf(of: DaysOf, { from, to }: { from: LocalDate; to: LocalDate }): OddDay[] {
  const days = [...eachDay(neededFrom(from), to)];
  return days.slice(0, WEEK).flatMap((first, start) => {
    const since = of.since(isoWeekday(first));
    if (since === undefined) return [];
    const own = days.filter((_, nth) => nth % WEEK === start);
    const figureOn = (day: LocalDate): number | null => {
      if (day < since || !of.isOpen(day)) return null;
      return of.figures.get(day) ?? (of.hoursKnown ? 0 : null);
    };
    return farFromUsual(own.map(figureOn)).flatMap(({ at, n, usual }) => {
      const day = own[at] ?? '';
      return day >= from ? [{ day, n, usual }] : [];
    });
  });
}
