import type { Program } from '#modules/community/programs/client';
import type { Locale } from '#platform/context';
import { formatDate, formatMinute, formatTime, localDate, localMinute, type LocalDate } from '#shared/dates';

const span = (first: LocalDate, last: LocalDate, locale: Locale): string =>
  `${formatDate(first, locale, 'medium')} – ${formatDate(last, locale, 'medium')}`;

/** When a programme is: its day with the hours, or its first and last day; '' = it has no sessions. */
export function programWhen({ startsAt, endsAt, library }: Program, locale: Locale): string {
  if (!startsAt || !endsAt) return '';
  const zone = library.timeZone;
  const [first, last] = [localDate(startsAt, zone), localDate(endsAt, zone)];
  if (first !== last) return span(first, last, locale);
  const hours = `${formatMinute(localMinute(startsAt, zone), locale)}–${formatTime(endsAt, zone, locale)}`;
  return `${formatDate(first, locale, 'full')}, ${hours}`;
}
