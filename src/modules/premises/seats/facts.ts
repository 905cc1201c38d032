import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { minutesUsed } from './data/facts.queries.ts';

/** What is counted of places, every day. Who sat there is forgotten; that a place was used stays. */
export const facts: readonly FactSource[] = [
  {
    kind: 'place_use',
    label: m.facts_kind_place_use,
    unit: 'minutes',
    without: m.facts_without_unreserved,
    cuts: ['place', 'hour'],
    who: [],
    keeps: 'always',
    rows: minutesUsed,
  },
];
