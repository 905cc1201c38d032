import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** Bulk loans of libraries (null: of all) whose day is over and of which something is still away. */
export async function countOverdueLoans(db: Db, libraryIds: readonly number[] | null, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from bulk_loan b join library on library.id = b.library_id
    where b.status in ('open', 'partly_returned') and b.due_on < (${now}::timestamptz at time zone library.time_zone)::date
      and (${libraryIds}::bigint[] is null or b.library_id = any(${libraryIds}::bigint[]))`.execute(db);
  return rows[0]?.count ?? 0;
}
