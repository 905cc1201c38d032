import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** Deliveries of libraries (null: of all) of which nobody knows whether they went out, and those that failed since an instant. */
export async function countToDecide(db: Db, libraryIds: readonly number[] | null, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from delivery
    where (state = 'unknown' or (state = 'failed' and created_at >= ${since})) and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
