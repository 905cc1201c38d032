import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { loansLent, loansRenewed, loansReturned } from './data/facts.queries.ts';

/** What is counted of lending, every day. */
export const facts: readonly FactSource[] = [
  {
    kind: 'loan',
    label: m.facts_kind_loan,
    unit: 'copies',
    without: null,
    cuts: ['hour', 'class', 'bib', 'item_type'],
    who: ['category', 'age', 'sex', 'kelurahan'],
    keeps: 'always',
    rows: loansLent,
  },
  {
    kind: 'return',
    label: m.facts_kind_return,
    unit: 'copies',
    without: null,
    cuts: ['hour', 'late'],
    who: [],
    keeps: 'always',
    rows: loansReturned,
  },
  {
    kind: 'renewal',
    label: m.facts_kind_renewal,
    unit: 'acts',
    without: null,
    cuts: ['automatic'],
    who: [],
    keeps: 'always',
    rows: loansRenewed,
  },
];
