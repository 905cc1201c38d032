import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { keysHandedOut } from './data/facts.queries.ts';

/** What is counted of lockers, every day. Who had a key is forgotten; a locker that is taken away takes its uses along. */
export const facts: readonly FactSource[] = [
  {
    kind: 'locker_use',
    label: m.facts_kind_locker_use,
    unit: 'acts',
    without: null,
    cuts: ['hour'],
    who: [],
    keeps: 'once',
    rows: keysHandedOut,
  },
];
