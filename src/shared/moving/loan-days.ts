import { isDay, type LocalDate, type WallTime } from '#shared/dates';
import type { OldRow } from './old-row.ts';
import { textNumber } from './text-number.ts';
import { dayOf } from './wall-clock.ts';

/** The columns are those of SLiMS; a row of another system is read through them. */
export interface Moment extends WallTime {
  /** It does not stand in the row so, but is what comes nearest. */
  isEstimated: boolean;
}

const NOON = 720;

/** A day that a calendar of people has; null for zero dates and what lies in other millennia. */
const usableDay = (text: string | null): LocalDate | null => {
  const day = dayOf(text);
  return day !== null && isDay(day) ? day : null;
};

const notAfter = (day: LocalDate | null, today: LocalDate): LocalDate | null =>
  day !== null && day <= today ? day : null;

/** The time of that day, where a column that keeps day and time says something of it; else noon. */
function minuteOn(day: LocalDate, text: string | null): number {
  const [, hours, minutes] = /[ T](\d{2}):(\d{2})/.exec(text ?? '') ?? [];
  if (usableDay(text) !== day || hours === undefined) return NOON;
  return Math.min(Number(hours) * 60 + Number(minutes), 1439);
}

/** Open in the old system: handed out and not back, whatever else the row says (a renewal leaves a day of return). */
export const isOpen = (row: OldRow): boolean => isLent(row) && Number(row('is_return') ?? 0) !== 1;
export const isLent = (row: OldRow): boolean => Number(row('is_lent') ?? 0) === 1;

/** Stands for what may become of a loan after it came: it is renewed, or comes back. */
export const loanSays = (row: OldRow): number =>
  textNumber(
    ['due_date', 'renewed', 'is_lent', 'is_return', ...(isOpen(row) ? [] : ['return_date'])]
      .map((column) => row(column) ?? '')
      .join('\n'),
  );

/** When it was lent. A day that is none, or has not come yet: the day of entry; without one the earliest that the row knows of. */
export function lentAt(row: OldRow, today: LocalDate): Moment {
  const given = usableDay(row('loan_date'));
  if (given !== null && given <= today) {
    return { day: given, minute: minuteOn(given, row('input_date')), isEstimated: false };
  }
  const others = [row('return_date'), row('due_date')].map((text) => notAfter(usableDay(text), today));
  const known = given === null ? others.flatMap((day) => (day === null ? [] : [day])).toSorted()[0] : undefined;
  const day = notAfter(usableDay(row('input_date')), today) ?? known ?? today;
  return { day, minute: minuteOn(day, row('input_date')), isEstimated: true };
}

/** Until when it was lent; null = the row does not say it. */
export const dueDayOf = (row: OldRow): LocalDate | null => usableDay(row('due_date'));

/** When it came back, of a loan that is over: the day that is said, else that of the last change, else the due day. */
export function backAt(
  row: OldRow,
  { lent, dueOn, today }: { lent: WallTime; dueOn: LocalDate; today: LocalDate },
): Moment & { isBeforeLent: boolean } {
  const given = notAfter(usableDay(row('return_date')), today);
  const changed = notAfter(usableDay(row('last_update')), today);
  const later = changed !== null && changed >= lent.day ? changed : null;
  const day = given ?? later ?? (dueOn < today ? dueOn : today);
  const isEstimated = given === null;
  if (day < lent.day) return { ...lent, isEstimated, isBeforeLent: given !== null };
  const minute = minuteOn(day, row('last_update'));
  return { day, isEstimated, isBeforeLent: false, minute: day === lent.day ? Math.max(minute, lent.minute) : minute };
}

/** When a copy that was lent again came back before: on that day at noon, or as soon as it had been lent. */
export const lentAgainAt = (lent: WallTime, day: LocalDate): WallTime =>
  day > lent.day ? { day, minute: NOON } : { day: lent.day, minute: lent.minute };
