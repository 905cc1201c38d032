import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

export interface ReadingUse {
  id: number;
  itemBarcode: string;
  title: string;
  itemType: string;
  libraryId: number;
  countedAt: Date;
}
const views = (db: Db | Tx) =>
  db
    .selectFrom('readingUse')
    .innerJoin('item', 'item.id', 'readingUse.itemId')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .select(['readingUse.id', 'item.barcode as itemBarcode', 'bib.title', 'readingUse.itemType'])
    .select(['readingUse.libraryId', 'readingUse.countedAt']);

export async function insertReadingUse(
  trx: Tx,
  use: { libraryId: number; itemId: number; itemType: string; countedAt: Date },
): Promise<number> {
  return (await trx.insertInto('readingUse').values(use).returning('id').executeTakeFirstOrThrow()).id;
}

/** The last time that a copy was counted at a library between two instants. The copy's lock guards it. */
export const lastReadingUse = async (
  trx: Tx,
  about: { itemId: number; libraryId: number; since: Date; until: Date },
): Promise<ReadingUse | undefined> =>
  views(trx)
    .where('readingUse.itemId', '=', about.itemId)
    .where('readingUse.libraryId', '=', about.libraryId)
    .where('readingUse.countedAt', '>=', about.since)
    .where('readingUse.countedAt', '<=', about.until)
    .orderBy('readingUse.id', 'desc')
    .limit(1)
    .executeTakeFirst();

export const findReadingUse = async (db: Db | Tx, id: number): Promise<ReadingUse | undefined> =>
  views(db).where('readingUse.id', '=', id).executeTakeFirst();

/** @returns false when it was gone already */
export async function deleteReadingUse(trx: Tx, id: number): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom('readingUse').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Newest first. */
export const selectReadingUses = async (
  db: Db,
  about: { libraryId: number; since: Date; limit: number },
): Promise<ReadingUse[]> =>
  views(db)
    .where('readingUse.libraryId', '=', about.libraryId)
    .where('readingUse.countedAt', '>=', about.since)
    .orderBy('readingUse.id', 'desc')
    .limit(about.limit)
    .execute();

export interface ReadingCount {
  /** Code of the library. */
  library: string;
  /** Code of the collection. */
  itemType: string;
  /** Scanned without a card. */
  counted: number;
  /** Lent to members for reading in the library. */
  lent: number;
}
/** Read in the library, by library and collection. @param about.libraryIds null = all */
export async function countReadings(
  db: Db,
  about: { from: Date; to: Date; libraryIds: readonly number[] | null },
): Promise<ReadingCount[]> {
  const ids = about.libraryIds && [...about.libraryIds];
  const found = await sql<ReadingCount>`select library.code as library, uses.item_type,
      sum(uses.counted)::int as counted, sum(uses.lent)::int as lent
    from (
      select library_id, item_type, count(*) as counted, 0 as lent from reading_use
      where counted_at >= ${about.from} and counted_at < ${about.to} group by 1, 2
      union all
      select loan.library_id, item.item_type, 0, count(*) from loan join item on item.id = loan.item_id
      where loan.on_site and loan.loaned_at >= ${about.from} and loan.loaned_at < ${about.to} group by 1, 2) uses
    join library on library.id = uses.library_id
    where ${ids}::bigint[] is null or library.id = any(${ids}::bigint[])
    group by 1, 2 order by 1, 2`.execute(db);
  return found.rows;
}
