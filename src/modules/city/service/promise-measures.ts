import { m } from '#i18n/messages';
import type { PromiseMeasure } from '#platform/promise-measures';
import { countAnswered, countSolved } from './measure-promises.ts';

/** What can be measured beside a promise of what is asked and complained about. */
export const promiseMeasures: readonly PromiseMeasure[] = [
  {
    key: 'tickets_answered',
    label: m.service_measure_answered,
    unit: 'working_days',
    counts: m.service_count_sent,
    without: m.service_without_others,
    count: countAnswered,
  },
  {
    key: 'complaints_solved',
    label: m.service_measure_solved,
    unit: 'working_days',
    counts: m.service_count_complaints,
    without: m.service_without_merged,
    count: countSolved,
  },
];
