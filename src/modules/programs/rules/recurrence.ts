import { addDays, addMonths, isoWeekday, type LocalDate } from '../../../shared/dates.ts';

/** More sessions than a programme of a year with two a week has. */
export const MAX_OCCURRENCES = 120;

/**
 * When a session comes again: every so many weeks on some weekdays (ISO, 1 = Monday), or every so many months on the same weekday of the
 * month (the second Saturday). It ends with a day (inclusive) or after so many times, the first counted.
 */
export type Recurrence = (
  { every: 'week'; interval: number; weekdays: readonly number[] } | { every: 'month'; interval: number }
) &
  ({ until: LocalDate } | { count: number });

/**
 * The days on which something that happens first on a day happens at all, in order and with that day, at most {@link MAX_OCCURRENCES} + 1.
 * A month that has no fifth Friday has none.
 */
export function recurrenceDays(first: LocalDate, rule: Recurrence): LocalDate[] {
  const days: LocalDate[] = [];
  for (const day of rule.every === 'week' ? weekly(first, rule) : monthly(first, rule.interval)) {
    if ('until' in rule ? day > rule.until : days.length >= rule.count) break;
    days.push(day);
    if (days.length > MAX_OCCURRENCES) break;
  }
  return days;
}

function* weekly(
  first: LocalDate,
  { interval, weekdays }: { interval: number; weekdays: readonly number[] },
): Generator<LocalDate> {
  const own = isoWeekday(first);
  const wanted = [...new Set([own, ...weekdays])].sort((a, b) => a - b);
  for (let monday = addDays(first, 1 - own); ; monday = addDays(monday, 7 * interval)) {
    for (const weekday of wanted) {
      const day = addDays(monday, weekday - 1);
      if (day >= first) yield day;
    }
  }
}

function* monthly(first: LocalDate, interval: number): Generator<LocalDate> {
  const weekday = isoWeekday(first);
  const nth = Math.ceil(Number(first.slice(8)) / 7);
  for (let month = `${first.slice(0, 7)}-01`; ; month = addMonths(month, interval)) {
    const day = addDays(month, ((weekday - isoWeekday(month) + 7) % 7) + 7 * (nth - 1));
    if (day.startsWith(month.slice(0, 7))) yield day;
  }
}
