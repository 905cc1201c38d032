import { m } from '#i18n/messages';
import type { PromiseMeasure } from '#platform/promise-measures';
import { countHoldsBrought, countHoldsReady } from './data/promise-measures.queries.ts';

/** What can be measured of holds beside a promise. */
export const promiseMeasures: readonly PromiseMeasure[] = [
  {
    key: 'holds_ready',
    label: m.promises_measure_holds_ready,
    unit: 'days',
    counts: m.promises_count_holds,
    without: m.promises_without_given_up,
    count: countHoldsReady,
  },
  {
    key: 'holds_brought',
    label: m.promises_measure_holds_brought,
    unit: 'days',
    counts: m.promises_count_brought,
    without: m.promises_without_search,
    count: countHoldsBrought,
  },
];
