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

/** Holds a learner until the transaction ends. @returns whether there is one */
export const lockLearnerById = async (trx: Tx, id: number): Promise<boolean> =>
  (await trx.selectFrom('courseLearner').select('id').where('id', '=', id).forKeyShare().executeTakeFirst()) !==
  undefined;

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
