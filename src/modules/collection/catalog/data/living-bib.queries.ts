import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

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

/** Records by the ids that were asked for, each locked so that it stays; what was merged is the one that it was merged into, what is deleted is left out. */
export async function keepLivingBibs(trx: Tx, ids: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ asked: number; id: number }>`
    with recursive way as (
      select id as asked, id from unnest(${[...ids]}::bigint[]) as given (id)
      union
      select way.asked, bib.merged_into_id from way join bib on bib.id = way.id where bib.merged_into_id is not null
    )
    select way.asked, bib.id from way join bib on bib.id = way.id
    where bib.deleted_at is null
    order by bib.id for key share of bib`.execute(trx);
  return new Map(rows.map(({ asked, id }) => [asked, id]));
}
