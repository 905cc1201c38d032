import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { gatePassed, peopleCame } from './data/facts.queries.ts';

/** What is counted of visits, every day. */
export const facts: readonly FactSource[] = [
  {
    kind: 'visit',
    label: m.facts_kind_visit,
    unit: 'people',
    without: m.facts_without_gates,
    cuts: ['hour', 'way', 'purpose'],
    who: ['age', 'sex', 'occupation', 'category', 'kelurahan', 'kecamatan'],
    tied: ['way'],
    keeps: 'always',
    rows: peopleCame,
  },
  {
    kind: 'gate_passed',
    label: m.facts_kind_gate_passed,
    unit: 'people',
    without: m.facts_without_readers_of_gates,
    cuts: ['hour'],
    who: [],
    keeps: 'always',
    rows: gatePassed,
  },
];
