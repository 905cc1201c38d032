import { m } from '#i18n/messages';
import type { PromiseMeasure } from '#platform/promise-measures';
import { countRequestsDecided } from './data/requests.queries.ts';

/** What can be measured of members' requests beside a promise. */
export const promiseMeasures: readonly PromiseMeasure[] = [
  {
    key: 'data_requests',
    label: m.promises_measure_data_requests,
    unit: 'hours',
    counts: m.promises_count_data_requests,
    without: null,
    count: countRequestsDecided,
  },
];
