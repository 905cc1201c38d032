import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** Issues that libraries (null: any) should have by now. */
export async function countLateIssues(db: Db, libraryIds: readonly number[] | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from serial_issue i join subscription s on s.id = i.subscription_id
    where i.state = 'late' and (${libraryIds}::bigint[] is null or s.library_id = any(${libraryIds}::bigint[]))`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
