import { addDays, isoWeekday, type LocalDate } from '#shared/dates';

export interface OpenInterval {
  /** Minutes from midnight, local time. */
  opensMinute: number;
  closesMinute: number;
}

/** When a library is open, as lending needs to know it. */
export interface LendingCalendar {
  /** IANA name, e.g. `Asia/Jakarta`. */
  timeZone: string;
  /** ISO weekday (1 = Monday) → intervals of that day. Empty altogether: the hours are not known, every day counts as open. */
  weekly: ReadonlyMap<number, readonly OpenInterval[]>;
  /** Is this date one of the closed days (holiday, closing of the library or of the network)? */
  isClosedDay(date: LocalDate): boolean;
}

/** How far ahead an open day is looked for: a library that never opens again must not keep anybody waiting. */
export const HORIZON_DAYS = 366;

export const hoursKnown = (calendar: LendingCalendar): boolean => calendar.weekly.size > 0;

/** Opening intervals of one date in order; none on closed days. */
export function openIntervals(calendar: LendingCalendar, date: LocalDate): readonly OpenInterval[] {
  if (calendar.isClosedDay(date)) return [];
  if (!hoursKnown(calendar)) return [{ opensMinute: 0, closesMinute: 1440 }];
  return calendar.weekly.get(isoWeekday(date)) ?? [];
}

export const isOpenDay = (calendar: LendingCalendar, date: LocalDate): boolean =>
  openIntervals(calendar, date).length > 0;

/** `date` itself when open, else the next open day; the end of the horizon when there is none within it. */
export function openDayFrom(calendar: LendingCalendar, date: LocalDate): LocalDate {
  for (let ahead = 0; ahead < HORIZON_DAYS; ahead++) {
    const day = addDays(date, ahead);
    if (isOpenDay(calendar, day)) return day;
  }
  return addDays(date, HORIZON_DAYS);
}
