import type { MobileVisit } from '#modules/ground/libraries';
import type { Locale } from '#platform/context';
import { formatDate, formatRelativeDate, type LocalDate } from '#shared/dates';
import { m } from '#i18n/messages';

/** A week ahead is told as "besok", "Jumat"; what is later as a date. */
const NEAR = 7;
const DAY = 86_400_000;

const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}.${String(minute % 60).padStart(2, '0')}`;

/** One visit of a mobile library in words. */
export function visitView(visit: MobileVisit, today: LocalDate, locale: Locale) {
  const { stopId, on, place, opensMinute, closesMinute, skipped } = visit;
  const near = (Date.parse(on) - Date.parse(today)) / DAY < NEAR;
  return {
    key: `${stopId} ${on}`,
    stopId,
    on,
    place,
    day: near ? formatRelativeDate(on, today, locale) : formatDate(on, locale, 'full'),
    hours: `${clockOf(opensMinute)}–${clockOf(closesMinute)}`,
    off: skipped === null ? null : m.libraries_route_off({ reason: skipped }),
  };
}
