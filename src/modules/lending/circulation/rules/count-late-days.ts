import { addDays, eachDay, endOfDay, instantAt, localDate, type LocalDate } from '#shared/dates';
import { isOpenDay, openIntervals, type LendingCalendar } from './lending-calendar.ts';

const SECOND = 1000;
const HOUR = 3_600_000;

/** The day after the due day; for a loan by the hour the due day itself. */
const firstLateDay = (dueAt: Date, zone: string): LocalDate => localDate(new Date(dueAt.getTime() + SECOND), zone);

/**
 * How many days late, counting only days on which the library that lent is open: nobody pays for a day on which they could not
 * have brought the book back. The day after the due day is the first late day; a loan by the hour that is back later on its own
 * day is one day late.
 * @param closedToo counts closed days as well, where the policy says so
 */
export function countLateDays(dueAt: Date, returnedAt: Date, calendar: LendingCalendar, closedToo = false): number {
  if (returnedAt <= dueAt) return 0;
  const last = localDate(returnedAt, calendar.timeZone);
  let days = 0;
  for (const day of eachDay(firstLateDay(dueAt, calendar.timeZone), last)) {
    if (closedToo || isOpenDay(calendar, day)) days++;
  }
  return days;
}

/** How many hours late, with fractions: hours in which the library is open, or all of them. */
export function countLateHours(from: Date, returnedAt: Date, calendar: LendingCalendar, closedToo = false): number {
  if (returnedAt <= from) return 0;
  if (closedToo) return (returnedAt.getTime() - from.getTime()) / HOUR;
  const last = localDate(returnedAt, calendar.timeZone);
  let open = 0;
  for (const day of eachDay(localDate(from, calendar.timeZone), last)) {
    for (const { opens, closes } of openIntervals(calendar, day)) {
      const begins = Math.max(instantAt(day, opens, calendar.timeZone).getTime(), from.getTime());
      const ends = Math.min(instantAt(day, closes, calendar.timeZone).getTime(), returnedAt.getTime());
      open += Math.max(0, ends - begins);
    }
  }
  return open / HOUR;
}

/** When so many late days are over; never later than `until`. */
export function afterLateDays(
  dueAt: Date,
  days: number,
  until: Date,
  calendar: LendingCalendar,
  closedToo = false,
): Date {
  if (days === 0) return dueAt;
  let left = days;
  for (let day = firstLateDay(dueAt, calendar.timeZone); ; day = addDays(day, 1)) {
    const ends = endOfDay(day, calendar.timeZone);
    if (ends >= until) return until;
    if ((closedToo || isOpenDay(calendar, day)) && --left === 0) return ends;
  }
}
