import { m } from '#i18n/messages';
import type { Db, Tx } from '#platform/database/db';
import type { PromiseCount, PromiseMeasure, PromiseSpan } from '#platform/promise-measures';
import { daysBetween } from '#shared/dates';
import { selectActiveStops } from './data/mobile-stops.queries.ts';
import { calendarsOf } from './opening/calendar-of.ts';
import { visitsBetween } from './rules/mobile-visits.ts';

/**
 * Visits of mobile libraries by the stops that they have now: those that were not called off. What falls on a closed day of the library was
 * announced by its calendar and does not count.
 */
async function countMobileVisits(db: Db | Tx, { from, to }: PromiseSpan): Promise<PromiseCount> {
  const stops = await selectActiveStops(db);
  const calendars = await calendarsOf(db, [...new Set(stops.map(({ libraryId }) => libraryId))], from, to);
  const libraryOf = new Map(stops.map(({ id, libraryId }) => [id, libraryId]));
  const visits = visitsBetween(stops, { from, days: daysBetween(from, to) + 1, closed: [] }).filter(
    ({ stopId, on }) => !calendars.get(libraryOf.get(stopId) ?? 0)?.closed.has(on),
  );
  return { n: visits.length, kept: visits.filter(({ skipped }) => skipped === null).length };
}

/** What can be measured of the mobile library beside a promise. */
export const promiseMeasures: readonly PromiseMeasure[] = [
  {
    key: 'mobile_visits',
    label: m.promises_measure_mobile,
    unit: null,
    counts: m.promises_count_visits,
    without: m.promises_without_stops_gone,
    count: countMobileVisits,
  },
];
