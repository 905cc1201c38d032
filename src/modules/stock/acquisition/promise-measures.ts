import { m } from '#i18n/messages';
import type { PromiseMeasure } from '#platform/promise-measures';
import { countSuggestionsAnswered } from './data/promise-measures.queries.ts';

/** What can be measured of suggestions beside a promise. */
export const promiseMeasures: readonly PromiseMeasure[] = [
  {
    key: 'suggestions_answered',
    label: m.promises_measure_suggestions,
    unit: 'days',
    counts: m.promises_count_suggestions,
    without: null,
    count: countSuggestionsAnswered,
  },
];
