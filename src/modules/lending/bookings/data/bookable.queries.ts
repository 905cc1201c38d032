import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import { stakesIn } from '#platform/stakes';
import type { BookableTitle } from '../client.ts';

interface Kind {
  libraryId: number;
  itemType: string;
}

/** Copies of these kinds that are fit to be promised. */
const copies = (db: Db, kinds: readonly Kind[]) => {
  const libraries = kinds.map((kind) => kind.libraryId);
  const types = kinds.map((kind) => kind.itemType);
  return db
    .selectFrom('item')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .innerJoin('library', 'library.id', 'item.libraryId')
    .where(
      sql<boolean>`(item.library_id, item.item_type) in
        (select * from unnest(${libraries}::bigint[], ${types}::text[]))`,
    )
    .where('item.status', 'in', ['available', 'in_processing', 'repair'])
    .where(sql<boolean>`item.set_aside is distinct from 'bulk_loan'`);
};

export const selectBookableTitles = async (
  db: Db,
  kinds: readonly Kind[],
  { offset, limit }: { offset: number; limit: number },
): Promise<BookableTitle[]> =>
  copies(db, kinds)
    .select((eb) => [
      'bib.id as bibId',
      'bib.title',
      eb.fn.countAll<number>().as('copies'),
      sql<string[]>`array_agg(distinct library.name order by library.name)`.as('libraries'),
    ])
    .groupBy(['bib.id', 'bib.title'])
    .orderBy('bib.title')
    .orderBy('bib.id')
    .offset(offset)
    .limit(limit)
    .execute();

export async function countBookableTitles(db: Db, kinds: readonly Kind[]): Promise<number> {
  const row = await copies(db, kinds)
    .select((eb) => eb.fn.count<number>('item.bibId').distinct().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

export const selectTitleItems = async (db: Db | Tx, bibId: number): Promise<number[]> => {
  const rows = await db.selectFrom('item').select('id').where('bibId', '=', bibId).orderBy('barcode').execute();
  return rows.map((row) => row.id);
};

export interface SetItem {
  setId: number;
  name: string;
  itemId: number;
}
/** The pieces of all sets, or of those to which a copy of this title belongs. */
export async function selectSetItems(db: Db, bibId: number | null): Promise<SetItem[]> {
  const query = db
    .selectFrom('bookingSet')
    .innerJoin('bookingSetItem', 'bookingSetItem.bookingSetId', 'bookingSet.id')
    .select(['bookingSet.id as setId', 'bookingSet.name', 'bookingSetItem.itemId'])
    .orderBy('bookingSet.name')
    .orderBy('bookingSet.id')
    .orderBy('bookingSetItem.itemId');
  return bibId === null
    ? query.execute()
    : query
        .where(
          sql<boolean>`exists (select from booking_set_item s join item i on i.id = s.item_id
            where s.booking_set_id = booking_set.id and i.bib_id = ${bibId})`,
        )
        .execute();
}

export interface Promised {
  itemId: number;
  startsAt: Date;
  endsAt: Date;
}
/** When these copies are booked, on loan or set aside for a programme, from an instant on; an overdue copy is not free until it is back. */
export async function selectPromised(
  db: Db | Tx,
  { itemIds, from }: { itemIds: readonly number[]; from: Date },
): Promise<Promised[]> {
  if (itemIds.length === 0) return [];
  return db
    .selectFrom('bookingItem')
    .innerJoin('booking', 'booking.id', 'bookingItem.bookingId')
    .select(['bookingItem.itemId', 'booking.startsAt', 'booking.endsAt'])
    .where('bookingItem.itemId', 'in', itemIds)
    .where('bookingItem.active', '=', true)
    .where('booking.endsAt', '>', from)
    .unionAll(
      db
        .selectFrom('loan')
        .select(['itemId', 'loanedAt as startsAt'])
        .select(sql<Date>`greatest(due_at, ${from}::timestamptz)`.as('endsAt'))
        .where('itemId', 'in', itemIds)
        .where('status', 'in', ['open', 'claimed_returned']),
    )
    .unionAll(
      sql<Promised>`select item_id, ${from}::timestamptz as starts_at, coalesce(until_at, ${from}::timestamptz) as ends_at
        from ${stakesIn('setAside')} stake where item_id = any(${itemIds})`,
    )
    .execute();
}
