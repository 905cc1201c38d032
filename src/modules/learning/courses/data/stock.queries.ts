import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { SearchTask, ShelfTask } from '../rules/tasks.ts';

/** A task that the collection answers, or no longer does. */
export interface StockTask {
  taskId: number;
  courseId: number;
  /** Of the course; null: it is of the whole network. */
  libraryId: number | null;
  body: SearchTask | ShelfTask;
}

/** Tasks of searching and of the shelf, of what everybody sees now, behind an id. */
export const selectStockTasks = async (
  db: Db | Tx,
  { afterId, limit }: { afterId: number; limit: number },
): Promise<StockTask[]> => {
  const query = sql<StockTask>`
    select (task->>'id')::bigint as task_id, c.id as course_id, c.library_id, task->'body' as body
    from course c
    join lesson_version l on l.course_version_id = c.shown_version_id
    cross join lateral jsonb_array_elements(l.tasks) task
    where c.state = 'published' and task->'body'->>'kind' in ('search', 'shelf') and (task->>'id')::bigint > ${afterId}
    order by 1 limit ${limit}`;
  return (await query.execute(db)).rows;
};

/** Notes how many records answer a task now (of a shelf: whether one does); since when there are too few stays until there are enough. */
export async function writeStock(
  db: Db | Tx,
  {
    taskId,
    courseId,
    answers,
    isShort,
    at,
  }: { taskId: number; courseId: number; answers: number; isShort: boolean; at: Date },
): Promise<void> {
  await db
    .insertInto('taskStock')
    .values({ taskId, courseId, answers, isShort, lookedAt: at, shortSince: isShort ? at : null })
    .onConflict((conflict) =>
      conflict.column('taskId').doUpdateSet({
        ...{ answers, isShort, lookedAt: at },
        shortSince: isShort ? sql`coalesce(task_stock.short_since, excluded.short_since)` : null,
      }),
    )
    .execute();
}

/** Takes out what was not looked at since: it stands in nothing that is published. */
export const clearStock = async (db: Db | Tx, before: Date): Promise<void> => {
  await db.deleteFrom('taskStock').where('lookedAt', '<', before).execute();
};

/** Courses with a task of searching or of the shelf that too few records answer, at libraries (null: everywhere). */
export async function countShort(
  db: Db | Tx,
  libraryIds: readonly number[] | null,
): Promise<{ count: number; since: Date | null }> {
  let query = db
    .selectFrom('taskStock')
    .innerJoin('course', 'course.id', 'taskStock.courseId')
    .select((eb) => [
      sql<number>`count(distinct task_stock.course_id)`.as('count'),
      eb.fn.min('taskStock.shortSince').as('since'),
    ])
    .where('isShort', '=', true)
    .where('course.state', '=', 'published');
  if (libraryIds !== null) query = query.where('course.libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  return query.executeTakeFirstOrThrow();
}

/** Those of courses in which a task of searching or of the shelf has too few records. */
export async function selectShort(db: Db | Tx, courseIds: readonly number[]): Promise<Set<number>> {
  const rows = await db
    .selectFrom('taskStock')
    .select('courseId')
    .distinct()
    .where('isShort', '=', true)
    .where('courseId', '=', sql<number>`any(${[...courseIds]}::bigint[])`)
    .execute();
  return new Set(rows.map(({ courseId }) => courseId));
}
