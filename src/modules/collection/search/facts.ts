import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { vainSearches } from './data/facts.queries.ts';

/** What is counted of searches, every day; they go after their time (`vain_searches`). */
export const facts: readonly FactSource[] = [
  {
    kind: 'vain_search',
    label: m.facts_kind_vain_search,
    unit: 'acts',
    without: m.facts_without_many_searches,
    cuts: [],
    who: [],
    keeps: 'once',
    rows: vainSearches,
  },
];
