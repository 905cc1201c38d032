import { addDays, endOfDay, instantAt, localDate, type LocalDate } from '#shared/dates';
import { HORIZON_DAYS, isOpenDay, openDayFrom, openIntervals, type LendingCalendar } from './lending-calendar.ts';

/**
 * `count_all`: every day counts and the date stays where it falls. `push_open`: every day counts, then the date moves to the next
 * open day. `skip_closed`: only open days (for hours: open hours) count.
 */
export type DueMode = 'count_all' | 'skip_closed' | 'push_open';
export type LoanUnit = 'day' | 'hour';

export interface DueRule {
  /** In `unit`, at least 1. */
  length: number;
  unit: LoanUnit;
  mode: DueMode;
}

/**
 * When a loan must be back. Day loans end at 23:59:59 of a local day of the library; hour loans at an instant.
 * Adding a closed day never makes the result earlier. It always ends: where nothing opens within {@link HORIZON_DAYS} days, the
 * end of that horizon is taken; where a library has no opening hours at all, every day that is not closed counts as open.
 * @param from the instant of the loan, or of the due date that a renewal extends
 */
export function computeDueDate(from: Date, rule: DueRule, calendar: LendingCalendar): Date {
  return rule.unit === 'day' ? dueDay(from, rule, calendar) : dueHour(from, rule, calendar);
}

function dueDay(from: Date, { length, mode }: DueRule, calendar: LendingCalendar): Date {
  const start = localDate(from, calendar.timeZone);
  const counted = addDays(start, length);
  switch (mode) {
    case 'count_all':
      return endOfDay(counted, calendar.timeZone);
    case 'push_open':
      return endOfDay(openDayFrom(calendar, counted), calendar.timeZone);
    case 'skip_closed':
      return endOfDay(afterOpenDays(start, length, calendar), calendar.timeZone);
  }
}

function afterOpenDays(start: LocalDate, length: number, calendar: LendingCalendar): LocalDate {
  const last = length + HORIZON_DAYS;
  let left = length;
  for (let ahead = 1; ahead <= last; ahead++) {
    const day = addDays(start, ahead);
    if (isOpenDay(calendar, day) && --left === 0) return day;
  }
  return addDays(start, last);
}

const HOUR = 3_600_000;

function dueHour(from: Date, { length, mode }: DueRule, calendar: LendingCalendar): Date {
  const counted = new Date(from.getTime() + length * HOUR);
  switch (mode) {
    case 'count_all':
      return counted;
    case 'push_open':
      return openInstantFrom(counted, calendar);
    case 'skip_closed':
      return afterOpenTime(from, length * HOUR, calendar);
  }
}

/** The instant itself when the library is open then, else when it next opens. Closing time still counts as open. */
function openInstantFrom(instant: Date, calendar: LendingCalendar): Date {
  const today = localDate(instant, calendar.timeZone);
  for (let ahead = 0; ahead <= HORIZON_DAYS; ahead++) {
    const day = addDays(today, ahead);
    for (const interval of openIntervals(calendar, day)) {
      if (instant <= instantAt(day, interval.closes, calendar.timeZone)) {
        const opensAt = instantAt(day, interval.opens, calendar.timeZone);
        return opensAt > instant ? opensAt : instant;
      }
    }
  }
  return endOfDay(addDays(today, HORIZON_DAYS), calendar.timeZone);
}

function afterOpenTime(from: Date, milliseconds: number, calendar: LendingCalendar): Date {
  const today = localDate(from, calendar.timeZone);
  let left = milliseconds;
  for (let ahead = 0; ahead <= HORIZON_DAYS; ahead++) {
    const day = addDays(today, ahead);
    for (const interval of openIntervals(calendar, day)) {
      const opensAt = instantAt(day, interval.opens, calendar.timeZone);
      const closesAt = instantAt(day, interval.closes, calendar.timeZone);
      const begins = opensAt > from ? opensAt : from;
      const open = closesAt.getTime() - begins.getTime();
      if (open <= 0) continue;
      // midnight at the end of a day belongs to the next day, which may be closed
      const reaches = interval.closes === 1440 ? open > left : open >= left;
      if (reaches) return new Date(begins.getTime() + left);
      left -= open;
    }
  }
  return endOfDay(addDays(today, HORIZON_DAYS), calendar.timeZone);
}
