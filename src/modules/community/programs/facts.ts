import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { peopleAttended } from './data/facts.queries.ts';

/** What is counted of programmes, every day. Who took part is forgotten, that they came stays; a mark that was taken away was a mistake. */
export const facts: readonly FactSource[] = [
  {
    kind: 'attendance',
    label: m.facts_kind_attendance,
    unit: 'people',
    without: m.facts_without_unmarked,
    cuts: ['program_kind', 'format', 'hour'],
    who: [],
    keeps: 'always',
    rows: peopleAttended,
  },
];
