import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** Reviews that wait to be read, and reports of readers that wait to be settled, of the whole network. */
export async function countToRead(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from review where status = 'pending')::integer
      + (select count(*) from content_report where settled_at is null)::integer as count`.execute(db);
  return rows[0]?.count ?? 0;
}
