import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** Loans of libraries (null: of all) that were due before an instant and are still out. */
export async function countLongOverdue(db: Db, libraryIds: readonly number[] | null, before: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from loan
    where status = 'open' and due_at < ${before} and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
