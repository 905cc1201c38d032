import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { CourseTest } from '#platform/database/db-types';
import type { TestState } from '../client.ts';

export interface TestRow {
  courseId: number;
  state: TestState;
  minutes: number;
  perCompetence: number | null;
  version: number;
}

const tests = (db: Db | Tx) =>
  db
    .selectFrom('courseTest')
    .select(['courseId', 'minutes', 'perCompetence', 'version', sql<TestState>`state`.as('state')]);

export const findTest = async (db: Db | Tx, courseId: number): Promise<TestRow | undefined> =>
  tests(db).where('courseId', '=', courseId).executeTakeFirst();

/** Holds a test for whoever changes it: nobody draws from the bank meanwhile. */
export const lockTest = async (trx: Tx, courseId: number): Promise<TestRow | undefined> =>
  tests(trx).where('courseId', '=', courseId).forUpdate().executeTakeFirst();

/** Holds a test for whoever draws from its bank: many at once, while nobody changes it. */
export const shareTest = async (trx: Tx, courseId: number): Promise<TestRow | undefined> =>
  tests(trx).where('courseId', '=', courseId).forShare().executeTakeFirst();

/** Writes a test where there is none yet. */
export const insertTest = async (trx: Tx, row: Insertable<CourseTest>): Promise<void> => {
  await trx
    .insertInto('courseTest')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

export const updateTest = async (trx: Tx, courseId: number, changes: Updateable<CourseTest>): Promise<void> => {
  await trx
    .updateTable('courseTest')
    .set({ ...changes, version: sql`version + 1` })
    .where('courseId', '=', courseId)
    .execute();
};

/** A course with a test, in a list. */
export interface TestedCourseRow {
  courseId: number;
  title: string;
  titleEn: string;
  libraryId: number | null;
  state: TestState;
  items: number;
}

/** Courses with a test at these libraries (null: everywhere), by their titles. */
export async function selectTested(
  db: Db | Tx,
  {
    libraryIds,
    after,
    limit,
  }: { libraryIds: readonly number[] | null; after: { title: string; id: number } | null; limit: number },
): Promise<TestedCourseRow[]> {
  let query = db
    .selectFrom('courseTest')
    .innerJoin('course', 'course.id', 'courseTest.courseId')
    .select([
      'courseTest.courseId',
      'course.title',
      'course.titleEn',
      'course.libraryId',
      sql<TestState>`course_test.state`.as('state'),
      sql<number>`(select count(*) from test_item i where i.course_id = course_test.course_id and i.retired_at is null)`.as(
        'items',
      ),
    ])
    .orderBy('course.title')
    .orderBy('course.id')
    .limit(limit);
  if (libraryIds !== null) query = query.where('course.libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  if (after !== null) query = query.where(sql<boolean>`(course.title, course.id) > (${after.title}, ${after.id})`);
  return query.execute();
}
