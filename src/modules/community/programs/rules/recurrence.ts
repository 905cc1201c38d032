import { addDays, addMonths, firstOfMonth, isoWeekday, type LocalDate } from '../../../../shared/dates.ts';

/** More sessions than a programme of a year with two a week has. */
export const MAX_OCCURRENCES = 120;

/**
 * On which day of a month it comes again: the same weekday (the second Saturday), the last such weekday, the same day of the month (the last
 * day where a month is shorter), or the last day of the month.
 */
export const MONTH_DAYS = ['weekday', 'last_weekday', 'day', 'last_day'] as const;
export type MonthDay = (typeof MONTH_DAYS)[number];

/**
 * When a session comes again: every so many weeks on some weekdays (ISO, 1 = Monday), or every so many months on a day of the month. It ends
 * with a day (inclusive) or after so many times, the first counted.
 */
export type Recurrence = (
  { every: 'week'; interval: number; weekdays: readonly number[] } | { every: 'month'; interval: number; on?: MonthDay }
) &
  ({ until: LocalDate } | { count: number });

/**
 * The days on which something that happens first on a day happens at all, in order, at most {@link MAX_OCCURRENCES} + 1.
 * A month that has no fifth Friday has none. The first day is among them, unless the rule names another of its month (the last one).
 */
export function recurrenceDays(first: LocalDate, rule: Recurrence): LocalDate[] {
  const days: LocalDate[] = [];
  for (const day of rule.every === 'week' ? weekly(first, rule) : monthly(first, rule.interval, rule.on ?? 'weekday')) {
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

function* monthly(first: LocalDate, interval: number, on: MonthDay): Generator<LocalDate> {
  for (let month = firstOfMonth(first); ; month = addMonths(month, interval)) {
    const day = dayIn(month, first, on);
    if (day >= first && day.startsWith(month.slice(0, 7))) yield day;
  }
}

/** @param month its first day */
function dayIn(month: LocalDate, first: LocalDate, on: MonthDay): LocalDate {
  const last = addDays(addMonths(month, 1), -1);
  const weekday = isoWeekday(first);
  switch (on) {
    case 'last_day':
      return last;
    case 'day': {
      const same = addDays(month, Number(first.slice(8)) - 1);
      return same < last ? same : last;
    }
    case 'last_weekday':
      return addDays(last, -((isoWeekday(last) - weekday + 7) % 7));
    case 'weekday':
      return addDays(month, ((weekday - isoWeekday(month) + 7) % 7) + 7 * (Math.ceil(Number(first.slice(8)) / 7) - 1));
  }
}
