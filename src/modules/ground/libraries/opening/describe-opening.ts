import { m } from '#i18n/messages';
import { formatMinute, formatWeekday, isoWeekday, formatDate, type DateLocale } from '#shared/dates';
import type { OpenStatus } from '../rules/opening.ts';

/** `Buka sampai 16.00`, `Buka pukul 13.00`, `Buka besok pukul 08.00`, `Tutup, listrik padam. Buka Senin pukul 08.00` … */
export function describeOpening(status: OpenStatus, locale: DateLocale): string {
  if (status.kind === 'unknown') return m.libraries_hours_unknown({}, { locale });
  if (status.kind === 'open') {
    return m.libraries_open_until({ time: formatMinute(status.closesMinute, locale) }, { locale });
  }
  const { opens, reason } = status;
  const next = opens === null ? m.libraries_closed({}, { locale }) : describeNext(opens, locale);
  return reason ? m.libraries_closed_because({ reason, next }, { locale }) : next;
}

function describeNext(opens: { date: string; minute: number; daysAhead: number }, locale: DateLocale): string {
  const time = formatMinute(opens.minute, locale);
  if (opens.daysAhead === 0) return m.libraries_opens_today({ time }, { locale });
  if (opens.daysAhead === 1) return m.libraries_opens_tomorrow({ time }, { locale });
  const day =
    opens.daysAhead < 7 ? formatWeekday(isoWeekday(opens.date), locale) : formatDate(opens.date, locale, 'full');
  return m.libraries_opens_on({ day, time }, { locale });
}
