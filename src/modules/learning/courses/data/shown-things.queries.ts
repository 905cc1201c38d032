import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** Lessons of courses as everybody sees them, in their order, with the version of their words. */
export const selectShownWords = async (
  db: Db,
  courseIds: readonly number[],
): Promise<{ courseId: number; writingVersionId: number }[]> =>
  db
    .selectFrom('course')
    .innerJoin('lessonVersion', 'lessonVersion.courseVersionId', 'course.shownVersionId')
    .select(['course.id as courseId', 'lessonVersion.writingVersionId'])
    .where('course.state', '=', 'published')
    .where('course.id', '=', sql<number>`any(${[...courseIds]}::bigint[])`)
    .orderBy('course.id')
    .orderBy('lessonVersion.position')
    .execute();

/** Records on the reading lists of a course as everybody sees it, in their order; one may be there twice. */
export const selectListedBibs = async (db: Db, courseId: number): Promise<number[]> =>
  (
    await sql<{ bibId: number }>`
      select (book->>'bibId')::bigint as bib_id
      from course c
      join lesson_version l on l.course_version_id = c.shown_version_id
      cross join lateral jsonb_array_elements(l.tasks) with ordinality as t (task, at)
      cross join lateral jsonb_array_elements(task->'body'->'books') with ordinality as b (book, nth)
      where c.id = ${courseId} and c.state = 'published'
        and task->'body'->>'kind' = 'reading' and book->>'bibId' is not null
      order by l.position, t.at, b.nth
    `.execute(db)
  ).rows.map(({ bibId }) => bibId);
