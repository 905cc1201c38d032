import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { CourseState } from '../client.ts';
import type { FrozenTasks } from './versions.queries.ts';

/** A course as a class names it: as everybody sees it, not as somebody is writing it. */
export interface ClassCourseRow {
  id: number;
  slug: string;
  title: string;
  titleEn: string;
  state: CourseState;
  shownVersionId: number | null;
}

export const selectCoursesById = async (db: Db | Tx, ids: readonly number[]): Promise<ClassCourseRow[]> =>
  db
    .selectFrom('course')
    .leftJoin('courseVersion', 'courseVersion.id', 'course.shownVersionId')
    .select([
      ...(['course.id', 'course.slug', 'course.shownVersionId'] as const),
      sql<CourseState>`course.state`.as('state'),
      sql<string>`coalesce(course_version.head->>'title', '')`.as('title'),
      sql<string>`coalesce(course_version.head->>'titleEn', '')`.as('titleEn'),
    ])
    .where('course.id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .execute();

/** Says of a learner that they learn in a class, and that they came. */
export const markOfClass = async (
  trx: Tx,
  { courseId, groupId, keyHash, at }: { courseId: number; groupId: number; keyHash: Buffer; at: Date },
): Promise<void> => {
  await trx
    .updateTable('courseLearner')
    .set({ ofClass: true, groupId, seenAt: at })
    .where('courseId', '=', courseId)
    .where('keyHash', '=', keyHash)
    .execute();
};

/** Closes what is learnt in a class, or opens it again: each waits for what its pupil is sending. */
export async function closeGroup(trx: Tx, groupId: number, closedAt: Date | null): Promise<void> {
  const own = trx.selectFrom('courseLearner').select('id').where('groupId', '=', groupId).where('ofClass', '=', true);
  // in the order of their numbers: no two wait for each other
  const ids = (await own.orderBy('id').forUpdate().execute()).map(({ id }) => id);
  await trx
    .updateTable('courseLearner')
    .set({ closedAt })
    .where('id', '=', sql<number>`any(${ids}::bigint[])`)
    .execute();
}

/** Learners of a course by their keys. */
export const selectOfKeys = async (
  db: Db | Tx,
  courseId: number,
  hashes: readonly Buffer[],
): Promise<{ id: number; courseVersionId: number; key: string; seenAt: Date; finishedAt: Date | null }[]> =>
  db
    .selectFrom('courseLearner')
    .select(['id', 'courseVersionId', 'seenAt', 'finishedAt', sql<string>`encode(key_hash, 'hex')`.as('key')])
    .where('courseId', '=', courseId)
    .where('keyHash', '=', sql<Buffer>`any(${[...hashes]}::bytea[])`)
    .execute();

/** In which courses those who hold keys learn, and whether they finished. */
export const selectStandings = async (
  db: Db | Tx,
  hashes: readonly Buffer[],
): Promise<{ key: string; courseId: number; isFinished: boolean }[]> =>
  db
    .selectFrom('courseLearner')
    .select([
      'courseId',
      sql<string>`encode(key_hash, 'hex')`.as('key'),
      sql<boolean>`finished_at is not null`.as('isFinished'),
    ])
    .where('keyHash', '=', sql<Buffer>`any(${[...hashes]}::bytea[])`)
    .execute();

/** Lessons that are done, of many learners. */
export const selectDoneOf = async (
  db: Db | Tx,
  learnerIds: readonly number[],
): Promise<{ learnerId: number; lessonId: number; isDone: boolean }[]> =>
  db
    .selectFrom('lessonProgress')
    .select(['learnerId', 'lessonId', sql<boolean>`done_at is not null`.as('isDone')])
    .where('learnerId', '=', sql<number>`any(${[...learnerIds]}::bigint[])`)
    .execute();

/** How tasks went, of many learners. */
export const selectTriesOf = async (
  db: Db | Tx,
  learnerIds: readonly number[],
): Promise<{ learnerId: number; taskId: number; tries: number; isRight: boolean }[]> =>
  db
    .selectFrom('taskAnswer')
    .select(['learnerId', 'taskId', 'tries', sql<boolean>`right_at is not null`.as('isRight')])
    .where('learnerId', '=', sql<number>`any(${[...learnerIds]}::bigint[])`)
    .execute();

/** Gives what stands beside a key to another one. */
export const updateKey = async (trx: Tx, from: Buffer, to: Buffer): Promise<void> => {
  await trx.updateTable('courseLearner').set({ keyHash: to }).where('keyHash', '=', from).execute();
};

/** Forgets what stands beside keys, in every course. */
export const deleteOfKeys = async (trx: Tx, hashes: readonly Buffer[]): Promise<void> => {
  await trx
    .deleteFrom('courseLearner')
    .where('keyHash', '=', sql<Buffer>`any(${[...hashes]}::bytea[])`)
    .execute();
};

/** Tasks of a version as they were published, with the lessons in which they stand. */
export const selectFrozenTasks = async (
  db: Db | Tx,
  courseVersionId: number,
): Promise<{ lessonId: number; tasks: FrozenTasks }[]> =>
  db
    .selectFrom('lessonVersion')
    .select(['lessonId', sql<FrozenTasks>`tasks`.as('tasks')])
    .where('courseVersionId', '=', courseVersionId)
    .orderBy('position')
    .execute();
