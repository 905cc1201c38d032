import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/** Tests that were handed in. */
export const testsHandedIn = ({ after, before }: FactSpan) => sql`
  select course.library_id, s.handed_in_at as at, null::date as on_day, 1 as n
  from test_sitting s join course_learner w on w.id = s.learner_id join course on course.id = w.course_id
  where s.handed_in_at >= ${after} and s.handed_in_at < ${before}`;
