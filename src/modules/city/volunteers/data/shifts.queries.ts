import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { VolunteerShift } from '#platform/database/db-types';
import type { Shift } from '../client.ts';
import { LONGEST_SHIFT_HOURS } from '../rules/hours.ts';
import { taskObject } from './tasks.queries.ts';

const shifts = sql`select s.id, ${taskObject} as task, s.starts_at, s.ends_at, s.places, s.state, s.cancel_reason,
    (select count(*)::integer from volunteer_place p where p.shift_id = s.id and p.status = 'confirmed') as taken,
    (select count(*)::integer from volunteer_place p where p.shift_id = s.id and p.status = 'waiting') as waiting
  from volunteer_shift s join volunteer_task t on t.id = s.task_id join library l on l.id = t.library_id`;

export const findShift = async (db: Db | Tx, id: number): Promise<Shift | undefined> =>
  (await sql<Shift>`${shifts} where s.id = ${id}`.execute(db)).rows[0];

/** By their beginning. */
export const selectShiftsById = async (db: Db | Tx, ids: readonly number[]): Promise<Shift[]> =>
  (await sql<Shift>`${shifts} where s.id = any(${[...ids]}::bigint[]) order by s.starts_at, s.id`.execute(db)).rows;

/** Holds a shift until the transaction ends; places are given out only so. */
export async function lockShift(trx: Tx, id: number): Promise<Shift | undefined> {
  await sql`select from volunteer_shift where id = ${id} for update`.execute(trx);
  return findShift(trx, id);
}

interface ShiftFilter {
  /** null = everywhere. */
  libraryIds: readonly number[] | null;
  taskId?: number;
  /** That end after this instant. */
  after: Date;
  until?: Date;
  /** Only what takes place and whose task is open. */
  open: boolean;
  limit: number;
}

/** By their beginning. */
export async function selectShifts(db: Db | Tx, filter: ShiftFilter): Promise<Shift[]> {
  const { libraryIds, taskId = null, after, until = null, open, limit } = filter;
  // no shift is longer: by its beginning it is found in the index
  const since = new Date(after.getTime() - LONGEST_SHIFT_HOURS * 3_600_000);
  const query = sql<Shift>`${shifts} where s.starts_at > ${since} and s.ends_at > ${after} and (${until}::timestamptz is null or s.starts_at < ${until})
    and (${libraryIds === null} or t.library_id = any(${[...(libraryIds ?? [])]}::bigint[]))
    and (${taskId}::bigint is null or s.task_id = ${taskId})
    and (${!open} or (s.state = 'planned' and t.state = 'open' and l.active)) order by s.starts_at, s.id limit ${limit}`;
  return (await query.execute(db)).rows;
}

export const insertShift = async (trx: Tx, row: Insertable<VolunteerShift>): Promise<number> =>
  (await trx.insertInto('volunteerShift').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const setCancelled = async (trx: Tx, id: number, reason: string): Promise<void> => {
  await sql`update volunteer_shift set state = 'cancelled', cancel_reason = ${reason}, version = version + 1 where id = ${id}`.execute(
    trx,
  );
};
