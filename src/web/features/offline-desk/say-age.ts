import { m } from '#i18n/messages';
import { formatDate, formatTime, localDate, type DateLocale } from '#shared/dates';

const MINUTE = 60_000;

/** `data 2 jam lalu`. @param age in milliseconds */
export function sayAge(age: number): string {
  const minutes = Math.floor(age / MINUTE);
  if (minutes < 1) return m.offdesk_age_now();
  if (minutes < 120) return m.offdesk_age_minutes({ count: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 72 ? m.offdesk_age_hours({ count: hours }) : m.offdesk_age_days({ count: Math.floor(hours / 24) });
}

/** Instants in milliseconds, as the clock of a library shows them. */
export const sayTime = (at: number, zone: string, locale: DateLocale): string => formatTime(new Date(at), zone, locale);
export const isoOf = (at: number): string => new Date(at).toISOString();
export const sayDay = (at: Date, zone: string, locale: DateLocale): string =>
  formatDate(localDate(at, zone), locale, 'full');
