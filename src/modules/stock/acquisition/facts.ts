import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { suggestionsAnswered } from './data/facts.queries.ts';

/**
 * What is counted of acquisition, every day. A wish that nobody else has goes with the person, and a second answer takes the place of the
 * first: no day is counted again.
 */
export const facts: readonly FactSource[] = [
  {
    kind: 'suggestion_answered',
    label: m.facts_kind_suggestion_answered,
    unit: 'acts',
    without: m.facts_without_earlier_answers,
    cuts: ['answer'],
    who: [],
    keeps: 'once',
    rows: suggestionsAnswered,
  },
];
