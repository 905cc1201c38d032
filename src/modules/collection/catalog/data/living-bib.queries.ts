import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** Follows `merged_into_id` to its end (`union` stops at a circle). */
export async function selectLivingBib(db: Db, id: number): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    with recursive chain as (
      select id, merged_into_id from bib where id = ${id}
      union
      select b.id, b.merged_into_id from chain join bib b on b.id = chain.merged_into_id
    )
    select b.id from chain join bib b on b.id = chain.id
    where b.merged_into_id is null and b.deleted_at is null and not b.hidden and b.id <> ${id}`.execute(db);
  return rows[0]?.id ?? null;
}
