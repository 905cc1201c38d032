import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { namedAnswers, unnamedAnswers } from './data/facts.queries.ts';

/** What is counted of answers, every day: how many, and nothing of what they say. By nothing else, so no part of them can be taken off. */
export const facts: readonly FactSource[] = [
  {
    kind: 'answer_named',
    label: m.facts_kind_answer_named,
    unit: 'acts',
    without: m.facts_without_unnamed_answers,
    cuts: [],
    who: [],
    // whoever is erased takes the whole answer along
    keeps: 'once',
    rows: namedAnswers,
  },
  {
    kind: 'answer_unnamed',
    label: m.facts_kind_answer_unnamed,
    unit: 'acts',
    without: m.facts_without_open_questionnaires,
    cuts: [],
    who: [],
    keeps: 'always',
    rows: unnamedAnswers,
  },
];
