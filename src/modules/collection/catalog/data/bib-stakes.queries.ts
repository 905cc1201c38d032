import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/db';

const copiesOf = (bib: RawBuilder<unknown>, libraryIds: readonly number[]) => sql`
  select count(*) from item where bib_id = ${bib} and status <> 'withdrawn'
    and library_id = any(${[...libraryIds]}::bigint[])`;

/** Copies that others have, readers who wait to collect it there, lines of their orders that are under way, their subscriptions. */
function partsOfOthers(bib: RawBuilder<unknown>, libraryIds: readonly number[]) {
  const others = sql`all(${[...libraryIds]}::bigint[])`;
  return sql`
    (select count(*) from item where bib_id = ${bib} and status <> 'withdrawn' and library_id <> ${others})
    + (select count(*) from hold where bib_id = ${bib} and status in ('queued', 'in_transit', 'waiting')
      and pickup_library_id <> ${others})
    + (select count(*) from purchase_order_line l join purchase_order o on o.id = l.order_id
      where l.bib_id = ${bib} and o.status in ('draft', 'ordered', 'partly_received') and l.library_id <> ${others})
    + (select count(*) from subscription where bib_id = ${bib} and ended_at is null and library_id <> ${others})`;
}

/** Who has a part in a record: how many copies some libraries have, and how much others have of it. */
export async function selectStakes(
  db: Db | Tx,
  bibId: number,
  libraryIds: readonly number[],
): Promise<{ own: number; others: number }> {
  const bib = sql`${bibId}::bigint`;
  const { rows } = await sql<{ own: number; others: number }>`
    select (${copiesOf(bib, libraryIds)})::int as own, (${partsOfOthers(bib, libraryIds)})::int as others`.execute(db);
  return rows[0] ?? { own: 0, others: 0 };
}

/**
 * Is there a record under one of these headings that is not wholly of these libraries? It is, where they have a copy or the account made
 * it, and nobody else has a part in it.
 */
export async function isHeadingShared(
  db: Db | Tx,
  authorityIds: readonly number[],
  libraryIds: readonly number[],
  accountId: number | null,
): Promise<boolean> {
  const bib = sql`b.id`;
  const { rows } = await sql<{ shared: boolean }>`
    select exists (select from bib_authority u join bib b on b.id = u.bib_id
      where u.authority_id = any(${[...authorityIds]}::bigint[])
        and ((${partsOfOthers(bib, libraryIds)}) > 0
          or (b.made_by is distinct from ${accountId}::bigint and (${copiesOf(bib, libraryIds)}) = 0))) as shared`.execute(
    db,
  );
  return rows[0]?.shared ?? true;
}

/** What is still to come of a record: lines of orders that are under way, subscriptions that run. */
export async function countExpected(db: Db | Tx, bibId: number): Promise<number> {
  const { rows } = await sql<{ expected: number }>`
    select ((select count(*) from purchase_order_line l join purchase_order o on o.id = l.order_id
        where l.bib_id = ${bibId} and o.status in ('draft', 'ordered', 'partly_received'))
      + (select count(*) from subscription where bib_id = ${bibId} and ended_at is null))::int as expected`.execute(db);
  return rows[0]?.expected ?? 0;
}

/** Readers who wait for a record, and those who have one of its files or wait for it. */
export async function countReaders(db: Db | Tx, bibId: number, now: Date): Promise<number> {
  const { rows } = await sql<{ readers: number }>`
    select ((select count(*) from hold where bib_id = ${bibId} and status in ('queued', 'in_transit', 'waiting'))
      + (select count(*) from digital_loan l join attachment a on a.id = l.attachment_id
        where a.bib_id = ${bibId} and l.ended_at is null and l.due_at > ${now})
      + (select count(*) from digital_request r join attachment a on a.id = r.attachment_id
        where a.bib_id = ${bibId} and r.ended_at is null))::int as readers`.execute(db);
  return rows[0]?.readers ?? 0;
}

/** Who made a record. */
export const selectMaker = async (db: Db | Tx, bibId: number) =>
  db.selectFrom('bib').select(['id', 'madeBy']).where('id', '=', bibId).executeTakeFirst();
