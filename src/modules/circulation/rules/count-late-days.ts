import { addDays, localDate } from '#shared/dates';
import { isOpenDay, type LendingCalendar } from './lending-calendar.ts';

const SECOND = 1000;

/**
 * How many days late, counting only days on which the library that lent is open: nobody pays for a day on which they could not
 * have brought the book back. The day after the due day is the first late day; a loan by the hour that is back later on its own
 * day is one day late.
 */
export function countLateDays(dueAt: Date, returnedAt: Date, calendar: LendingCalendar): number {
  if (returnedAt <= dueAt) return 0;
  const last = localDate(returnedAt, calendar.timeZone);
  let days = 0;
  // dates as YYYY-MM-DD compare like text
  for (let day = localDate(new Date(dueAt.getTime() + SECOND), calendar.timeZone); day <= last; day = addDays(day, 1)) {
    if (isOpenDay(calendar, day)) days++;
  }
  return days;
}
