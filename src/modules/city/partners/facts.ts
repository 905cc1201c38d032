import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { contributionsReceived, contributionsValue } from './data/contribution-facts.queries.ts';
import { agreementsSigned, partnersMet } from './data/facts.queries.ts';

const always = { unit: 'acts', who: [], without: null, keeps: 'always' } as const;

/** What is counted of partners, every day. People go from them; days of meetings and signatures stay. */
export const facts: readonly FactSource[] = [
  {
    ...always,
    kind: 'agreement_signed',
    label: m.facts_kind_agreement_signed,
    cuts: ['agreement'],
    rows: agreementsSigned,
  },
  { ...always, kind: 'partner_met', label: m.facts_kind_partner_met, cuts: ['partner'], rows: partnersMet },
  {
    ...always,
    kind: 'contribution_received',
    label: m.facts_kind_contribution_received,
    cuts: ['contribution'],
    rows: contributionsReceived,
  },
  {
    ...always,
    unit: 'rupiah',
    kind: 'contribution_value',
    label: m.facts_kind_contribution_value,
    without: m.facts_without_contribution_value,
    cuts: ['contribution'],
    rows: contributionsValue,
  },
];
