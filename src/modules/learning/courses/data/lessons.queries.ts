import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Lesson as LessonTable } from '#platform/database/db-types';
import type { WrittenTask } from '../client.ts';
import type { Task } from '../rules/tasks.ts';

/** A lesson as those who write have it. */
export interface LessonRow {
  id: number;
  courseId: number;
  position: number;
  module: string;
  moduleEn: string;
  slug: string;
  title: string;
  titleEn: string;
  minutes: number;
  writingId: number;
  guide: string;
  removedAt: Date | null;
  version: number;
}

const lessons = (db: Db | Tx) =>
  db
    .selectFrom('lesson')
    .select([
      'id',
      'courseId',
      'position',
      'module',
      'moduleEn',
      'slug',
      'title',
      'titleEn',
      'minutes',
      'writingId',
      'guide',
      'removedAt',
      'version',
    ]);

export const findLesson = async (db: Db | Tx, id: number): Promise<LessonRow | undefined> =>
  lessons(db).where('id', '=', id).executeTakeFirst();

/** Lessons of a course in their order; those that were taken out are left out. */
export const selectLessons = async (db: Db | Tx, courseId: number): Promise<LessonRow[]> =>
  lessons(db)
    .where('courseId', '=', courseId)
    .where('removedAt', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute();

/** Lessons that were taken out and can be put back, the last first. */
export const selectRemovedLessons = async (db: Db | Tx, courseId: number): Promise<LessonRow[]> =>
  lessons(db)
    .where('courseId', '=', courseId)
    .where('removedAt', 'is not', null)
    .orderBy('removedAt', 'desc')
    .limit(20)
    .execute();

/** The writings of the lessons of courses; those that were taken out are left out. */
export const selectWritingsOf = async (
  db: Db | Tx,
  courseIds: readonly number[],
): Promise<{ courseId: number; writingId: number }[]> =>
  db
    .selectFrom('lesson')
    .select(['courseId', 'writingId'])
    .where('courseId', '=', sql<number>`any(${[...courseIds]}::bigint[])`)
    .where('removedAt', 'is', null)
    .execute();

/** The writings of all lessons that a course ever had. */
export const selectWritingIds = async (db: Db | Tx, courseId: number): Promise<number[]> =>
  (await db.selectFrom('lesson').select('writingId').where('courseId', '=', courseId).execute()).map(
    ({ writingId }) => writingId,
  );

/** Addresses of all lessons that a course ever had. */
export async function selectLessonSlugs(db: Db | Tx, courseId: number): Promise<Set<string>> {
  const rows = await db.selectFrom('lesson').select('slug').where('courseId', '=', courseId).execute();
  return new Set(rows.map(({ slug }) => slug));
}

export const insertLesson = async (trx: Tx, row: Insertable<LessonTable>): Promise<number> =>
  (await trx.insertInto('lesson').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateLesson = async (trx: Tx, id: number, changes: Updateable<LessonTable>): Promise<void> => {
  await trx
    .updateTable('lesson')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
};

/** Gives a lesson its place, which is no change of what it says. */
export const placeLesson = async (trx: Tx, id: number, position: number): Promise<void> => {
  await trx.updateTable('lesson').set({ position }).where('id', '=', id).execute();
};

const tasks = (db: Db | Tx) =>
  db.selectFrom('lessonTask').select(['id', 'lessonId', 'version', 'competenceId', sql<Task>`body`.as('body')]);

/** A task with the lesson to which it belongs. */
export type TaskRow = WrittenTask & { lessonId: number };

export const selectTasks = async (db: Db | Tx, lessonIds: readonly number[]): Promise<TaskRow[]> =>
  lessonIds.length === 0
    ? []
    : tasks(db)
        .where('lessonId', '=', sql<number>`any(${[...lessonIds]}::bigint[])`)
        .orderBy('id')
        .execute();

export const findTask = async (db: Db | Tx, id: number): Promise<TaskRow | undefined> =>
  tasks(db).where('id', '=', id).executeTakeFirst();

export const insertTask = async (
  trx: Tx,
  row: { lessonId: number; body: Task; competenceId: number | null; changedAt: Date; changedBy: string },
): Promise<number> =>
  (
    await trx
      .insertInto('lessonTask')
      .values({ ...row, body: JSON.stringify(row.body) })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;

/** @returns whether the version that was read still stood */
export async function updateTask(
  trx: Tx,
  {
    id,
    version,
    body,
    changedAt,
    changedBy,
  }: Pick<WrittenTask, 'id' | 'version' | 'body'> & { changedAt: Date; changedBy: string },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('lessonTask')
    .set({ body: JSON.stringify(body), changedAt, changedBy, version: sql`version + 1` })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The same for what a task tests. */
export async function updateTaskCompetence(
  trx: Tx,
  row: { id: number; version: number; competenceId: number | null; changedAt: Date; changedBy: string },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('lessonTask')
    .set({
      ...{ competenceId: row.competenceId, changedAt: row.changedAt, changedBy: row.changedBy },
      version: sql`version + 1`,
    })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
