import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { charged, forgiven, paid } from './data/facts.queries.ts';

/** What is counted of money, every day. Lines are only ever added, and an erasure leaves them to the pseudonym. */
export const facts: readonly FactSource[] = [
  {
    kind: 'charge',
    label: m.facts_kind_charge,
    unit: 'rupiah',
    without: null,
    cuts: ['charge'],
    who: [],
    keeps: 'always',
    rows: charged,
  },
  {
    kind: 'payment',
    label: m.facts_kind_payment,
    unit: 'rupiah',
    without: m.facts_without_paid_before,
    cuts: ['method'],
    who: [],
    keeps: 'always',
    rows: paid,
  },
  {
    kind: 'forgiven',
    label: m.facts_kind_forgiven,
    unit: 'rupiah',
    without: null,
    cuts: ['way'],
    who: [],
    keeps: 'always',
    rows: forgiven,
  },
];
