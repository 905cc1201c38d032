import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** Acts of devices of libraries (null: of all) that could not be carried out and wait for a decision. */
export async function countConflictsOf(db: Db, libraryIds: readonly number[] | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from desk_act a join desk_device d on d.id = a.device_id
    where a.outcome = 'conflict' and (${libraryIds}::bigint[] is null or d.library_id = any(${libraryIds}::bigint[]))`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
