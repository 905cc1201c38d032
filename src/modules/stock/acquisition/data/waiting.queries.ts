import { sql } from 'kysely';
import type { Db } from '#platform/db';

/** Suggestions to a library (null: to all) that nobody has answered. */
export async function countOpenSuggestions(db: Db, libraryId: number | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from suggestion where status = 'open' and (${libraryId}::bigint is null or library_id = ${libraryId})`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
