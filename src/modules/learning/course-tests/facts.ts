import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { testsHandedIn } from './data/facts.queries.ts';

/** What is counted of tests, every day; of who it was, and of what they answered, nothing. */
export const facts: readonly FactSource[] = [
  {
    kind: 'course_test',
    label: m.course_tests_fact_sittings,
    unit: 'acts',
    without: m.course_tests_fact_without_left,
    cuts: [],
    who: [],
    // as what was finished: it goes with its learner
    keeps: 'once',
    rows: testsHandedIn,
  },
];
