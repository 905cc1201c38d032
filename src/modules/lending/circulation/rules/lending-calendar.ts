import { addDays, isoWeekday, type LocalDate } from '#shared/dates';

/** Minutes from midnight on the library's wall clock. */
export interface OpenInterval {
  opens: number;
  closes: number;
}

/** When a library is open, as lending needs to know it (the libraries' `Calendar` fits). */
export interface LendingCalendar {
  /** IANA name, e.g. `Asia/Jakarta`. */
  timeZone: string;
  /** ISO weekday (1 = Monday) → its intervals in order. Empty altogether: the hours are not known, every day counts as open. */
  weekly: Readonly<Record<number, readonly OpenInterval[]>>;
  /** Closed days (holidays, closings of the library or of the network). */
  closed: { has(date: LocalDate): boolean };
  /** Days on which other hours hold than the weekly ones. */
  special?: { get(date: LocalDate): readonly OpenInterval[] | undefined };
}

/** How far ahead an open day is looked for: a library that never opens again must not keep anybody waiting. */
export const HORIZON_DAYS = 366;

const hoursKnown = (calendar: LendingCalendar): boolean =>
  Object.values(calendar.weekly).some((intervals) => intervals.length > 0);

/** Opening intervals of one date in order; none on closed days. */
export function openIntervals(calendar: LendingCalendar, date: LocalDate): readonly OpenInterval[] {
  if (calendar.closed.has(date)) return [];
  const special = calendar.special?.get(date);
  if (special) return special;
  if (!hoursKnown(calendar)) return [{ opens: 0, closes: 1440 }];
  return calendar.weekly[isoWeekday(date)] ?? [];
}

export const isOpenDay = (calendar: LendingCalendar, date: LocalDate): boolean =>
  openIntervals(calendar, date).length > 0;

/** `date` itself when open, else the last open day before it; `date` again when there is none from `first` on. */
export function openDayUpTo(calendar: LendingCalendar, date: LocalDate, first: LocalDate): LocalDate {
  for (let back = 0; back < HORIZON_DAYS; back++) {
    const day = addDays(date, -back);
    if (day < first) return date;
    if (isOpenDay(calendar, day)) return day;
  }
  return date;
}

/** `date` itself when open, else the next open day; the end of the horizon when there is none within it. */
export function openDayFrom(calendar: LendingCalendar, date: LocalDate): LocalDate {
  for (let ahead = 0; ahead < HORIZON_DAYS; ahead++) {
    const day = addDays(date, ahead);
    if (isOpenDay(calendar, day)) return day;
  }
  return addDays(date, HORIZON_DAYS);
}
