import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { ideasWritten, plansKept, plansMade } from './data/facts.queries.ts';

const always = { unit: 'acts', who: [], keeps: 'always' } as const;

/** What is counted of ideas and plans, every day. Names go from them; they stay. */
export const facts: readonly FactSource[] = [
  { ...always, kind: 'idea', label: m.facts_kind_idea, without: null, cuts: ['source'], rows: ideasWritten },
  { ...always, kind: 'plan_made', label: m.facts_kind_plan_made, without: null, cuts: [], rows: plansMade },
  { ...always, kind: 'plan_kept', label: m.facts_kind_plan_kept, without: null, cuts: [], rows: plansKept },
];
