import { sql } from 'kysely';
import type { Db } from '#platform/db';

/** Proposals of programmes to a library (null: to all) that nobody has answered. */
export async function countUnanswered(db: Db, libraryId: number | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from program_proposal where status = 'new' and (${libraryId}::bigint is null or library_id = ${libraryId})`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** Action plans of a library (null: of all) whose day is over and that are not done. */
export async function countPlansBehind(db: Db, libraryId: number | null, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from action_plan p join library on library.id = p.library_id
    where p.status in ('committed', 'in_progress') and p.due_on < (${now}::timestamptz at time zone library.time_zone)::date
      and (${libraryId}::bigint is null or p.library_id = ${libraryId})`.execute(db);
  return rows[0]?.count ?? 0;
}
