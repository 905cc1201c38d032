import {
  addDays,
  daysBetween,
  eachDay,
  instantAt,
  isoWeekday,
  localDate,
  localMinute,
  type LocalDate,
} from '#shared/dates';

/** Minutes from midnight on the library's wall clock. */
export interface DayInterval {
  opens: number;
  closes: number;
}
export interface ClosedReason {
  type: string;
  reason: string;
}
/** When a library is open, as plain data. Closed days and special hours are known for `from` … `to` only. */
export interface Calendar {
  libraryId: number;
  timeZone: string;
  /** ISO weekday (1 = Monday) → its intervals in order; a weekday without any is closed. */
  weekly: Readonly<Record<number, readonly DayInterval[]>>;
  closed: ReadonlyMap<LocalDate, ClosedReason>;
  /** Days on which other hours hold than the weekly ones; none of them is closed. */
  special: ReadonlyMap<LocalDate, readonly DayInterval[]>;
  from: LocalDate;
  to: LocalDate;
}

export type OpenStatus =
  | { kind: 'open'; closesMinute: number; closesAt: Date }
  | {
      kind: 'closed';
      today: LocalDate;
      /** Why today is closed, where a closed day says so. */
      reason: string | null;
      /** The next opening; null when none is in sight. */
      opens: { date: LocalDate; minute: number; daysAhead: number } | null;
    }
  /** No hours have been entered for this library. */
  | { kind: 'unknown' };

/** Longest wait for an open day that is looked through. */
const HORIZON_DAYS = 366;

/** Whether anybody has entered when the library opens: without it no day is known to be one on which nobody came. */
export const hasHours = (calendar: Calendar): boolean => Object.values(calendar.weekly).some((day) => day.length > 0);

/** The intervals of a day: none on a closed day, the special ones where there are any, else those of its weekday. */
export function intervalsOn(calendar: Calendar, date: LocalDate): readonly DayInterval[] {
  if (calendar.closed.has(date)) return [];
  return calendar.special.get(date) ?? calendar.weekly[isoWeekday(date)] ?? [];
}

/** Does the library open on this day? Where no hours are entered at all, every day that is not closed counts as open. */
export function isOpenOn(calendar: Calendar, date: LocalDate): boolean {
  if (!hasHours(calendar)) return !calendar.closed.has(date);
  return intervalsOn(calendar, date).length > 0;
}

/**
 * The first open day on or after a day.
 * @returns null when the library does not open for a year
 */
export function nextOpenDate(calendar: Calendar, date: LocalDate): LocalDate | null {
  for (let ahead = 0; ahead <= HORIZON_DAYS; ahead += 1) {
    const day = addDays(date, ahead);
    if (isOpenOn(calendar, day)) return day;
  }
  return null;
}

/** How many open days lie after `from`, up to and including `to`; 0 when `to` is not later. */
export function openDaysBetween(calendar: Calendar, from: LocalDate, to: LocalDate): number {
  let count = 0;
  for (const day of eachDay(addDays(from, 1), to)) if (isOpenOn(calendar, day)) count += 1;
  return count;
}

/** The last minute at which the library is open on a day, or null when it is closed or its hours are not known. */
export function closingMinute(calendar: Calendar, date: LocalDate): number | null {
  return intervalsOn(calendar, date).at(-1)?.closes ?? null;
}

/** Is the library open at an instant, until when; else when does it open again? */
export function openStatusAt(calendar: Calendar, instant: Date): OpenStatus {
  if (!hasHours(calendar)) return { kind: 'unknown' };
  const today = localDate(instant, calendar.timeZone);
  const minute = localMinute(instant, calendar.timeZone);
  const intervals = intervalsOn(calendar, today);
  let closes: number | null = null;
  for (const { opens, closes: end } of intervals) {
    // intervals that touch are one: 08.00–12.00 and 12.00–16.00 is open until 16.00
    if ((opens <= minute && minute < end) || opens === closes) closes = end;
  }
  if (closes !== null) {
    return { kind: 'open', closesMinute: closes, closesAt: instantAt(today, closes, calendar.timeZone) };
  }
  return {
    kind: 'closed',
    today,
    reason: calendar.closed.get(today)?.reason ?? null,
    opens: nextOpening(calendar, today, minute),
  };
}

function nextOpening(calendar: Calendar, today: LocalDate, minute: number) {
  const laterToday = intervalsOn(calendar, today).find((interval) => interval.opens > minute);
  if (laterToday) return { date: today, minute: laterToday.opens, daysAhead: 0 };
  const date = nextOpenDate(calendar, addDays(today, 1));
  const first = date === null ? undefined : intervalsOn(calendar, date)[0];
  return date !== null && first ? { date, minute: first.opens, daysAhead: daysBetween(today, date) } : null;
}
