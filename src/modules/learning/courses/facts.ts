import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { coursesBegun, coursesFinished } from './data/facts.queries.ts';

/** What is counted of courses, every day; of who it was nothing. */
export const facts: readonly FactSource[] = [
  {
    kind: 'course_begun',
    label: m.course_tests_fact_begun,
    unit: 'acts',
    without: m.course_tests_fact_without_left,
    cuts: [],
    who: [],
    // as what was finished: it goes with its learner
    keeps: 'once',
    rows: coursesBegun,
  },
  {
    kind: 'course_finished',
    label: m.course_tests_fact_finished,
    unit: 'acts',
    without: m.course_tests_fact_without_left,
    cuts: [],
    who: [],
    // whoever leaves, and a key that does not come again, takes the row along
    keeps: 'once',
    rows: coursesFinished,
  },
];
