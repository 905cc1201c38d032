import { instantAt, isLocalDate, type LocalDate } from '#shared/dates';

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
