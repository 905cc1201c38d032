import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** Suggestions to libraries (null: to all) that nobody has answered. */
export async function countOpenSuggestions(db: Db, libraryIds: readonly number[] | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from suggestion where status = 'open' and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
