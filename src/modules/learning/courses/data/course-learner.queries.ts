import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** Whether a learner has begun a lesson. */
export const hasBegun = async (db: Db | Tx, learnerId: number): Promise<boolean> =>
  (await db
    .selectFrom('lessonProgress')
    .select('lessonId')
    .where('learnerId', '=', learnerId)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** Keeps a learner from leaving and their class from ending until the transaction ends. @returns when their class ended; undefined: there is no such learner */
export const shareLearner = async (trx: Tx, id: number): Promise<{ closedAt: Date | null } | undefined> =>
  trx.selectFrom('courseLearner').select('closedAt').where('id', '=', id).forShare().executeTakeFirst();

/** How many learn in a course, and how many finished it. */
export const countParticipants = async (
  db: Db | Tx,
  courseIds: readonly number[],
): Promise<{ courseId: number; learners: number; finished: number }[]> =>
  db
    .selectFrom('courseLearner')
    .select((eb) => [
      'courseId',
      eb.fn.countAll<number>().as('learners'),
      eb.fn.count<number>('finishedAt').as('finished'),
    ])
    .where('courseId', '=', sql<number>`any(${[...courseIds]}::bigint[])`)
    .groupBy('courseId')
    .execute();

/** How many have done each lesson of a course. */
export const countDoneByLesson = async (db: Db | Tx, courseId: number): Promise<{ lessonId: number; done: number }[]> =>
  db
    .selectFrom('lessonProgress')
    .innerJoin('courseLearner', 'courseLearner.id', 'lessonProgress.learnerId')
    .select((eb) => ['lessonProgress.lessonId', eb.fn.count<number>('lessonProgress.doneAt').as('done')])
    .where('courseLearner.courseId', '=', courseId)
    .groupBy('lessonProgress.lessonId')
    .execute();

/** People in a course: those of one class (or of none) who began in one month. */
export interface ParticipantCell {
  courseId: number;
  groupId: number | null;
  /** `2026-11`; a class is in one: that in which the last in it began. */
  month: string;
  learners: number;
  finished: number;
}

/** How many learn in courses and how many finished, by class and by the month in which they began. */
export async function selectParticipantCells(
  db: Db | Tx,
  courseIds: readonly number[],
  zone: string,
): Promise<ParticipantCell[]> {
  const query = sql<ParticipantCell>`
    select course_id, group_id, month, count(*)::int as learners, count(finished_at)::int as finished
    from (
      select course_id, group_id, finished_at, to_char(
        max(began_at) over (partition by course_id, coalesce(group_id, -id)) at time zone ${zone}, 'YYYY-MM') as month
      from course_learner where course_id = any(${[...courseIds]}::bigint[])
    ) learner
    group by course_id, group_id, month
    order by course_id, month, group_id`;
  return (await query.execute(db)).rows;
}

/** How many of each class (null: of none) have done each lesson of a course. */
export const countDoneByGroup = async (
  db: Db | Tx,
  courseId: number,
): Promise<{ groupId: number | null; lessonId: number; done: number }[]> =>
  db
    .selectFrom('lessonProgress')
    .innerJoin('courseLearner', 'courseLearner.id', 'lessonProgress.learnerId')
    .select((eb) => [
      'courseLearner.groupId',
      'lessonProgress.lessonId',
      eb.fn.count<number>('lessonProgress.doneAt').as('done'),
    ])
    .where('courseLearner.courseId', '=', courseId)
    .groupBy(['courseLearner.groupId', 'lessonProgress.lessonId'])
    .execute();

/** Courses at libraries (null: everywhere, also those of the network) that everybody could once begin, by their titles. */
export async function selectShown(
  db: Db | Tx,
  {
    libraryIds,
    after,
    limit,
  }: { libraryIds: readonly number[] | null; after: { title: string; id: number } | null; limit: number },
): Promise<{ id: number; title: string; libraryId: number | null }[]> {
  let query = db
    .selectFrom('course')
    .select(['id', 'title', 'libraryId'])
    .where('wasShown', '=', true)
    .orderBy('title')
    .orderBy('id')
    .limit(limit);
  if (libraryIds !== null) query = query.where('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  if (after !== null) query = query.where(sql<boolean>`(title, id) > (${after.title}, ${after.id})`);
  return query.execute();
}
