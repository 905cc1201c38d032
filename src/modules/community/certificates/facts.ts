import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { certificatesIssued } from './data/facts.queries.ts';

/** What is counted of certificates, every day; an erasure leaves them. */
export const facts: readonly FactSource[] = [
  {
    kind: 'certificate',
    label: m.facts_kind_certificate,
    unit: 'acts',
    without: m.facts_without_revoked,
    cuts: [],
    who: [],
    keeps: 'always',
    rows: certificatesIssued,
  },
];
