import { m } from '#i18n/messages';

/** How one greets at a minute of the day. */
export function greeting(minute: number): string {
  if (minute >= 4 * 60 && minute < 11 * 60) return m.today_morning();
  if (minute >= 11 * 60 && minute < 15 * 60) return m.today_noon();
  return minute >= 15 * 60 && minute < 18 * 60 + 30 ? m.today_afternoon() : m.today_evening();
}
