import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/** Courses that somebody finished. */
export const coursesFinished = ({ after, before }: FactSpan) => sql`
  select course.library_id, w.finished_at as at, null::date as on_day, 1 as n
  from course_learner w join course on course.id = w.course_id
  where w.finished_at >= ${after} and w.finished_at < ${before}`;

/** Courses that somebody began. */
export const coursesBegun = ({ after, before }: FactSpan) => sql`
  select course.library_id, w.began_at as at, null::date as on_day, 1 as n
  from course_learner w join course on course.id = w.course_id
  where w.began_at >= ${after} and w.began_at < ${before}`;
