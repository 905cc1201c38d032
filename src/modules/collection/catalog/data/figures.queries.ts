import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';

/** How many titles and copies libraries have in the catalogue, by library; what was withdrawn does not count. */
export async function countHoldings(
  db: Db | Tx,
  libraryIds: readonly number[],
): Promise<Map<number, { titles: number; copies: number }>> {
  if (libraryIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('item')
    .select((eb) => [
      'libraryId',
      eb.fn.count<number>('bibId').distinct().as('titles'),
      eb.fn.countAll<number>().as('copies'),
    ])
    .where('libraryId', 'in', libraryIds)
    .where('status', '<>', 'withdrawn')
    .groupBy('libraryId')
    .execute();
  return new Map(rows.map(({ libraryId, titles, copies }) => [libraryId, { titles, copies }]));
}

/** What libraries had on a day. */
export interface HoldingsOn {
  titles: number;
  copies: number;
  /** Copies of a year of publication from `newFrom` on; those whose year is not known are none. */
  recent: number;
}

/**
 * How many titles and copies libraries had at the end of a day, by library: what came by then and had not been withdrawn. A copy came on the
 * day of its acquisition, else on that of its entry. The caller answers for who may know.
 */
export async function countHoldingsOn(
  db: Db | Tx,
  about: { libraryIds: readonly number[]; day: LocalDate; newFrom: number },
): Promise<Map<number, HoldingsOn>> {
  const { rows } = await sql<HoldingsOn & { libraryId: number }>`
    select item.library_id, count(distinct item.bib_id)::integer as titles, count(*)::integer as copies,
      (count(*) filter (where bib.year >= ${about.newFrom}))::integer as recent
    from item join bib on bib.id = item.bib_id join library on library.id = item.library_id
    where item.library_id = any(${[...about.libraryIds]}::bigint[])
      and coalesce(item.acquired_on, (item.created_at at time zone library.time_zone)::date) <= ${about.day}::date
      and (item.status <> 'withdrawn' or (item.withdrawn_at at time zone library.time_zone)::date > ${about.day}::date)
    group by item.library_id`.execute(db);
  return new Map(rows.map(({ libraryId, ...holdings }) => [libraryId, holdings]));
}
