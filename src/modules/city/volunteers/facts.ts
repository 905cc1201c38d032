import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { minutesGiven, volunteersCame } from './data/facts.queries.ts';

/** What is counted of volunteers, every day. */
export const facts: readonly FactSource[] = [
  {
    kind: 'volunteer_minutes',
    label: m.facts_kind_volunteer_minutes,
    unit: 'minutes',
    without: m.facts_without_volunteers_unscanned,
    cuts: [],
    who: [],
    keeps: 'always',
    rows: minutesGiven,
  },
  {
    kind: 'volunteer_came',
    label: m.facts_kind_volunteer_came,
    unit: 'people',
    without: m.facts_without_volunteers_unscanned,
    cuts: [],
    who: [],
    keeps: 'always',
    rows: volunteersCame,
  },
];
