import { addDays, daysBetween, eachDay, isLocalDate, isoWeekday, type LocalDate } from '#shared/dates';
import type { ClosedReason, DayInterval } from './opening.ts';

export interface DateRange {
  dateFrom: LocalDate;
  dateTo: LocalDate;
}
export interface Recurring extends DateRange {
  /** The same days of every year, from the year of `dateFrom` on. */
  yearly: boolean;
  /** The weekday of `dateFrom` in every week, from that day on. */
  weekly: boolean;
}
export interface ClosedRange extends Recurring, ClosedReason {}
export interface SpecialRange extends DateRange {
  hours: readonly { weekday: number; opensMinute: number; closesMinute: number }[];
  onClosedDays: boolean;
}

/**
 * The days on which a library is closed between two days, and the hours of days on which others than the usual ones hold. What
 * comes first in its list weighs more (a library's own before the network's). Hours that hold on closed days too open them.
 */
export function expandCalendar(
  closings: readonly ClosedRange[],
  specials: readonly SpecialRange[],
  from: LocalDate,
  to: LocalDate,
): { closed: Map<LocalDate, ClosedReason>; special: Map<LocalDate, DayInterval[]> } {
  const closed = new Map<LocalDate, ClosedReason>();
  for (const { type, reason, ...range } of closings) {
    for (const day of daysOf(range, from, to)) if (!closed.has(day)) closed.set(day, { type, reason });
  }
  const special = new Map<LocalDate, DayInterval[]>();
  for (const { hours, onClosedDays, ...range } of specials) {
    for (const day of daysOf({ ...range, yearly: false, weekly: false }, from, to)) {
      const intervals = hours
        .filter((one) => one.weekday === isoWeekday(day))
        .map(({ opensMinute, closesMinute }) => ({ opens: opensMinute, closes: closesMinute }))
        .toSorted((a, b) => a.opens - b.opens);
      if (intervals.length === 0 || special.has(day) || (closed.has(day) && !onClosedDays)) continue;
      special.set(day, intervals);
      closed.delete(day);
    }
  }
  return { closed, special };
}

function* daysOf(range: Recurring, from: LocalDate, to: LocalDate): Generator<LocalDate> {
  for (const { dateFrom, dateTo } of occurrences(range, from, to)) {
    const end = dateTo < to ? dateTo : to;
    yield* eachDay(dateFrom > from ? dateFrom : from, end);
  }
}

/** When a closing takes place between two days: once, in each year or in each week. What is not within them at all is left out. */
export function occurrences(
  { dateFrom, dateTo, yearly, weekly }: Recurring,
  from: LocalDate,
  to: LocalDate,
): DateRange[] {
  if (weekly) return weekdays(dateFrom, from, to);
  const first = Number(dateFrom.slice(0, 4));
  // a closing over New Year begins in the year before the first day that is looked at
  const start = Math.max(first, Number(from.slice(0, 4)) - 1);
  const years = yearly ? Math.max(0, Number(to.slice(0, 4)) - start + 1) : 1;
  return Array.from({ length: years }, (_, n) => {
    if (!yearly) return { dateFrom, dateTo };
    const later = start + n - first;
    return { dateFrom: inYear(dateFrom, later, 1), dateTo: inYear(dateTo, later, -1) };
  }).filter((one) => one.dateFrom <= one.dateTo && one.dateFrom <= to && one.dateTo >= from);
}

/** The same as people list them: what comes every week is said once, on the first of its days. */
export const occasions = (closing: Recurring, from: LocalDate, to: LocalDate): DateRange[] =>
  occurrences(closing, from, to).slice(0, closing.weekly ? 1 : undefined);

/** One day of each week from a first one on. */
function weekdays(first: LocalDate, from: LocalDate, to: LocalDate): DateRange[] {
  const behind = Math.max(0, daysBetween(first, from));
  const next = addDays(first, Math.ceil(behind / 7) * 7);
  const weeks = Math.max(0, Math.floor(daysBetween(next, to) / 7) + 1);
  return Array.from({ length: weeks }, (_, nth) => addDays(next, nth * 7)).map((day) => ({
    dateFrom: day,
    dateTo: day,
  }));
}

/** The same day of a later year; where there is none (29 February), the day beside it within the closing. */
function inYear(date: LocalDate, later: number, step: 1 | -1): LocalDate {
  const moved = `${Number(date.slice(0, 4)) + later}${date.slice(4)}`;
  if (isLocalDate(moved)) return moved;
  const leapDay = `${moved.slice(0, 5)}03-01`;
  return step === 1 ? leapDay : addDays(leapDay, -1);
}
