import { addDays, endOfDay, instantAt, localDate, type LocalDate } from '#shared/dates';
import {
  HORIZON_DAYS,
  isOpenDay,
  openDayFrom,
  openDayUpTo,
  openIntervals,
  type LendingCalendar,
} from './lending-calendar.ts';
import type { DueMode, HourlyEnd, LoanUnit, ResolvedPolicy } from './policies/policy-values.ts';

export interface DueRule {
  /** In `unit`, at least 1. */
  length: number;
  unit: LoanUnit;
  mode: DueMode;
  /** Only for hours. */
  hourlyEnd: HourlyEnd;
}
/** How a first loan runs by a policy. */
export const loanRule = (policy: ResolvedPolicy): DueRule => ({
  length: policy.loanLength,
  unit: policy.loanUnit,
  mode: policy.dueMode,
  hourlyEnd: policy.hourlyEnd,
});
/** How a renewal runs by a policy. */
export const renewalRule = (
  policy: Pick<ResolvedPolicy, 'renewalLength' | 'loanUnit' | 'dueMode' | 'hourlyEnd'>,
): DueRule => ({
  length: policy.renewalLength,
  unit: policy.loanUnit,
  mode: policy.dueMode,
  hourlyEnd: policy.hourlyEnd,
});

/**
 * When a loan must be back. Day loans end at 23:59:59 of a local day of the library; hour loans at an instant.
 * Adding a closed day never makes a loan of days end earlier. It always ends: where nothing opens within {@link HORIZON_DAYS} days (and
 * a week for each unit that is counted, for a library may open once a week), the end of that horizon is taken; where a library has no opening hours at all, every day that is not closed counts as open.
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
    case 'keep_weekday':
      return endOfDay(
        length % 7 === 0 ? sameWeekdayFrom(calendar, counted) : openDayFrom(calendar, counted),
        calendar.timeZone,
      );
  }
}

/** The day itself or the same weekday of a later week; where the library is never open on that weekday, the next open day. */
export function sameWeekdayFrom(calendar: LendingCalendar, day: LocalDate): LocalDate {
  for (let ahead = 0; ahead < HORIZON_DAYS; ahead += 7) {
    const later = addDays(day, ahead);
    if (isOpenDay(calendar, later)) return later;
  }
  return openDayFrom(calendar, day);
}

/** How many days are looked at for `units` open days or hours: the library that opens once a week is open long enough within them. */
const daysToCount = (units: number): number => Math.ceil(units) * 7 + HORIZON_DAYS;

function afterOpenDays(start: LocalDate, length: number, calendar: LendingCalendar): LocalDate {
  const last = daysToCount(length);
  let left = length;
  for (let ahead = 1; ahead <= last; ahead++) {
    const day = addDays(start, ahead);
    if (isOpenDay(calendar, day) && --left === 0) return day;
  }
  return addDays(start, last);
}

const HOUR = 3_600_000;

function dueHour(from: Date, { length, mode, hourlyEnd }: DueRule, calendar: LendingCalendar): Date {
  const counted = new Date(from.getTime() + length * HOUR);
  if (hourlyEnd === 'closing') return closingUpTo(from, counted, calendar);
  if (hourlyEnd === 'next_opening') return openInstantFrom(counted, calendar);
  switch (mode) {
    case 'count_all':
      return counted;
    case 'push_open':
    case 'keep_weekday':
      return openInstantFrom(counted, calendar);
    case 'skip_closed':
      return afterOpenTime(from, length * HOUR, calendar);
  }
}

/** The instant itself when the library is open then, else when it next opens. Closing time still counts as open. */
export function openInstantFrom(instant: Date, calendar: LendingCalendar): Date {
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

/**
 * `counted` itself when the library is open then, else the last closing before it; for who borrows while it is closed, the first
 * closing after that.
 */
function closingUpTo(from: Date, counted: Date, calendar: LendingCalendar): Date {
  const today = localDate(from, calendar.timeZone);
  let closing: Date | null = null;
  for (let ahead = 0; ahead <= HORIZON_DAYS; ahead++) {
    const day = addDays(today, ahead);
    for (const interval of openIntervals(calendar, day)) {
      const opensAt = instantAt(day, interval.opens, calendar.timeZone);
      const closesAt = lastInstant(day, interval.closes, calendar.timeZone);
      if (closesAt <= from) continue;
      if (opensAt > counted) return closing ?? closesAt;
      if (counted <= closesAt) return counted;
      closing = closesAt;
    }
  }
  return closing ?? endOfDay(addDays(today, HORIZON_DAYS), calendar.timeZone);
}

/** A copy that is read in the library is due when the library closes that day; where it is closed or its hours are not known, with the day. */
export function onSiteDue(from: Date, calendar: LendingCalendar): Date {
  const day = localDate(from, calendar.timeZone);
  const closes = openIntervals(calendar, day).at(-1)?.closes ?? 1440;
  const closing = lastInstant(day, closes, calendar.timeZone);
  return closing > from ? closing : endOfDay(day, calendar.timeZone);
}

/** Closing time; midnight at the end of a day still belongs to that day. */
const lastInstant = (day: LocalDate, closes: number, zone: string): Date =>
  closes === 1440 ? endOfDay(day, zone) : instantAt(day, closes, zone);

/**
 * A due date that is never later than the last day of the card. Where the library is closed on that day, the last open day before it
 * counts, for nobody could bring the copy back in time; not one before the loan itself, and not where a due date may be a closed day
 * (`count_all`). A card that has expired already limits nothing: who lends all the same has decided so.
 * @param from the day of the loan or renewal, before which nothing is due
 */
export function withinCard(
  dueAt: Date,
  expiresOn: LocalDate | null,
  { from, mode, calendar }: { from: Date; mode: DueMode; calendar: LendingCalendar },
): Date {
  const zone = calendar.timeZone;
  const first = localDate(from, zone);
  if (expiresOn === null || expiresOn < first || dueAt <= endOfDay(expiresOn, zone)) return dueAt;
  return endOfDay(mode === 'count_all' ? expiresOn : openDayUpTo(calendar, expiresOn, first), zone);
}

function afterOpenTime(from: Date, milliseconds: number, calendar: LendingCalendar): Date {
  const today = localDate(from, calendar.timeZone);
  const last = daysToCount(milliseconds / HOUR);
  let left = milliseconds;
  for (let ahead = 0; ahead <= last; ahead++) {
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
  return endOfDay(addDays(today, last), calendar.timeZone);
}
