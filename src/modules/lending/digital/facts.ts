import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { filesBorrowed } from './data/facts.queries.ts';

/** What is counted of licensed files, every day. Whose a loan was is forgotten, that it was stays; a file that is removed takes its loans along. */
export const facts: readonly FactSource[] = [
  {
    kind: 'digital_loan',
    label: m.facts_kind_digital_loan,
    unit: 'acts',
    without: m.facts_without_free_files,
    cuts: ['class', 'hour'],
    who: [],
    keeps: 'once',
    rows: filesBorrowed,
  },
];
