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

/** Where records have gone that were merged, each locked so that it stays; what is deleted is left out. */
async function keepMergedInto(trx: Tx, ids: readonly number[]): Promise<Map<number, number>> {
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

/** Records by the ids that were asked for, each locked so that it stays; what was merged is the one that it was merged into, what is deleted is left out. */
export async function keepLivingBibs(trx: Tx, ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('bib')
    .select(['id', 'mergedIntoId', 'deletedAt'])
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .orderBy('id')
    .forKeyShare()
    .execute();
  const living = rows.flatMap(({ id, deletedAt }) => (deletedAt === null ? [[id, id] as const] : []));
  // nearly none: to look for their way among all records takes longer than to find the others
  const merged = rows.flatMap(({ id, mergedIntoId }) => (mergedIntoId === null ? [] : [id]));
  return new Map([...living, ...(merged.length === 0 ? [] : await keepMergedInto(trx, merged))]);
}
