import { m } from '#i18n/messages';
import type { PromiseMeasure } from '#platform/promise-measures';
import { countSessionsHeld } from './data/promise-measures.queries.ts';

/** What can be measured of programmes beside a promise. */
export const promiseMeasures: readonly PromiseMeasure[] = [
  {
    key: 'sessions_held',
    label: m.promises_measure_sessions,
    unit: null,
    counts: m.promises_count_sessions,
    without: m.promises_without_moved,
    count: countSessionsHeld,
  },
];
