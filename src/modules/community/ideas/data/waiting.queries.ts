import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** Proposals of programmes to libraries (null: to all) that nobody has answered. */
export async function countUnanswered(db: Db, libraryIds: readonly number[] | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from program_proposal where status = 'new' and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** Action plans of programmes of libraries (null: of all) whose day is over and that are not done. */
export async function countPlansBehind(db: Db, libraryIds: readonly number[] | null, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from action_plan p join program on program.id = p.program_id join library on library.id = p.library_id
    where p.status in ('committed', 'in_progress') and p.due_on < (${now}::timestamptz at time zone library.time_zone)::date
      and (${libraryIds}::bigint[] is null or program.library_id = any(${libraryIds}::bigint[]))`.execute(db);
  return rows[0]?.count ?? 0;
}
