import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db';

/**
 * Who has a part in a record: how many copies some libraries have, and how much others have of it: copies, readers who wait to collect it
 * there, lines of orders that are under way.
 */
export async function selectStakes(
  db: Db | Tx,
  bibId: number,
  libraryIds: readonly number[],
): Promise<{ own: number; others: number }> {
  const ours = sql`any(${[...libraryIds]}::bigint[])`;
  const others = sql`all(${[...libraryIds]}::bigint[])`;
  const { rows } = await sql<{ own: number; others: number }>`
    select (select count(*) from item where bib_id = ${bibId} and status <> 'withdrawn' and library_id = ${ours})::int as own,
      ((select count(*) from item where bib_id = ${bibId} and status <> 'withdrawn' and library_id <> ${others})
        + (select count(*) from hold where bib_id = ${bibId} and status in ('queued', 'in_transit', 'waiting')
          and pickup_library_id <> ${others})
        + (select count(*) from purchase_order_line l join purchase_order o on o.id = l.order_id
          where l.bib_id = ${bibId} and o.status in ('draft', 'ordered', 'partly_received')
            and l.library_id <> ${others}))::int as others`.execute(db);
  return rows[0] ?? { own: 0, others: 0 };
}

/** What is still to come of a record: lines of orders that are under way, subscriptions that run. */
export async function countExpected(db: Db | Tx, bibId: number): Promise<number> {
  const { rows } = await sql<{ expected: number }>`
    select ((select count(*) from purchase_order_line l join purchase_order o on o.id = l.order_id
        where l.bib_id = ${bibId} and o.status in ('draft', 'ordered', 'partly_received'))
      + (select count(*) from subscription where bib_id = ${bibId} and ended_at is null))::int as expected`.execute(db);
  return rows[0]?.expected ?? 0;
}

/** Who made a record. */
export const selectMaker = async (db: Db | Tx, bibId: number) =>
  db.selectFrom('bib').select(['id', 'madeBy']).where('id', '=', bibId).executeTakeFirst();
