import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { VolunteerTask } from '#platform/database/db-types';
import type { Task } from '../client.ts';

/** A task as an object of JSON, for queries that join it as `t` with its library as `l`. */
export const taskObject = sql`json_build_object('id', t.id, 'library', json_build_object('id', l.id, 'code', l.code, 'name', l.name, 'timeZone', l.time_zone),
    'title', t.title, 'titleEn', t.title_en, 'description', t.description, 'descriptionEn', t.description_en, 'skills', t.skills,
    'needs', t.needs, 'withChildren', t.with_children, 'state', t.state, 'version', t.version)`;

export async function findTask(db: Db | Tx, id: number): Promise<Task | undefined> {
  const query = sql<{
    task: Task;
  }>`select ${taskObject} as task from volunteer_task t join library l on l.id = t.library_id where t.id = ${id}`;
  return (await query.execute(db)).rows[0]?.task;
}

export async function lockTask(trx: Tx, id: number): Promise<Task | undefined> {
  await sql`select from volunteer_task where id = ${id} for update`.execute(trx);
  return findTask(trx, id);
}

/** Keeps the task of a shift as it is until the transaction ends: before anybody or any shift is held. */
export async function keepTaskOf(trx: Tx, shiftId: number): Promise<void> {
  await sql`select from volunteer_task where id = (select task_id from volunteer_shift where id = ${shiftId}) for share`.execute(
    trx,
  );
}

/** Of these libraries (null = all), open ones first, by title. */
export async function selectTasks(db: Db | Tx, libraryIds: readonly number[] | null, limit: number): Promise<Task[]> {
  const query = sql<{
    task: Task;
  }>`select ${taskObject} as task from volunteer_task t join library l on l.id = t.library_id
    where (${libraryIds === null} or t.library_id = any(${[...(libraryIds ?? [])]}::bigint[]))
    order by t.state desc, t.title, t.id limit ${limit}`;
  return (await query.execute(db)).rows.map(({ task }) => task);
}

export const insertTask = async (trx: Tx, row: Insertable<VolunteerTask>): Promise<number> =>
  (await trx.insertInto('volunteerTask').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateTask = async (trx: Tx, id: number, changes: Updateable<VolunteerTask>): Promise<void> => {
  await trx
    .updateTable('volunteerTask')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
};
