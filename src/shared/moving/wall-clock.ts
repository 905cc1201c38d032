import { instantAt, isDay, isLocalDate, type LocalDate } from '#shared/dates';

/** A day as MySQL writes it; null for none, for `0000-00-00`, and for half of one (`2019-05-00`). */
export function dayOf(text: string | null): LocalDate | null {
  const day = text?.trim().slice(0, 10) ?? '';
  return isLocalDate(day) && day > '0001' ? day : null;
}

/** Is something written that is no day (`0000-00-00` too)? */
export const isUnusableDay = (text: string | null): boolean =>
  text !== null && text.trim() !== '' && dayOf(text) === null;

/** A day with its time, which is the clock on the library's wall. */
export function instantOf(text: string | null, zone: string): Date | null {
  const day = dayOf(text);
  if (day === null) return null;
  const [, hours = '0', minutes = '0'] = /^\S+[ T](\d{2}):(\d{2})/.exec(text?.trim() ?? '') ?? [];
  return instantAt(day, Math.min(Number(hours) * 60 + Number(minutes), 1439), zone);
}

/** A moment to the second, by the clock on a wall. */
export interface WallMoment {
  day: LocalDate;
  /** `2026-11-16 10:00:00`: in the order of time, however the row writes it. */
  text: string;
}

/** The moment that a column of day and time says; null for zero dates and for what lies in other millennia. */
export function momentOf(text: string | null): WallMoment | null {
  const day = dayOf(text);
  if (day === null || !isDay(day)) return null;
  const [, time = '00:00', seconds = '00'] =
    /^\S+[ T]((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d))?/.exec(text?.trim() ?? '') ?? [];
  return { day, text: `${day} ${time}:${seconds}` };
}

/** When that was. */
export function instantOfMoment({ day, text }: WallMoment, zone: string): Date {
  const [hours, minutes, seconds] = text.slice(11).split(':').map(Number);
  const minute = instantAt(day, (hours ?? 0) * 60 + (minutes ?? 0), zone);
  return new Date(minute.getTime() + (seconds ?? 0) * 1000);
}
