import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import { stakesIn, type StakeRows } from '#platform/stakes';

const copiesOf = (bib: RawBuilder<unknown>, libraryIds: readonly number[]) => sql`
  select count(*) from item where bib_id = ${bib} and status <> 'withdrawn'
    and library_id = any(${[...libraryIds]}::bigint[])`;

/** Copies that others have, readers who wait to collect it there, what is to come for them. */
function partsOfOthers(bib: RawBuilder<unknown>, libraryIds: readonly number[]) {
  const others = sql`all(${[...libraryIds]}::bigint[])`;
  return sql`
    (select count(*) from item where bib_id = ${bib} and status <> 'withdrawn' and library_id <> ${others})
    + (select count(*) from ${stakesIn('bib')} stake where bib_id = ${bib} and library_id <> ${others})`;
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

/** How much of a record is still to come, or how many readers wait for it or have one of its files. */
export async function countStakes(
  db: Db | Tx,
  bibId: number,
  what: StakeRows['bib']['what'],
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${stakesIn('bib')} stake
    where bib_id = ${bibId} and what = ${what} and (until is null or until > ${now})`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Who made a record. */
export const selectMaker = async (db: Db | Tx, bibId: number) =>
  db.selectFrom('bib').select(['id', 'madeBy']).where('id', '=', bibId).executeTakeFirst();
