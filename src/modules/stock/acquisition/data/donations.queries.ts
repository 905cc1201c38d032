import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Donation as DonationTable, DonationBook as BookTable } from '#platform/database/db-types';
import type { Donation, DonationBook } from '../client.ts';

const donations = (db: Db | Tx) =>
  db
    .selectFrom('donation')
    .innerJoin('library', 'library.id', 'donation.libraryId')
    .leftJoin(
      (book) =>
        book
          .selectFrom('donationBook')
          .select('donationId')
          .select([
            sql<number>`sum(copies)`.as('copies'),
            sql<number>`sum(accepted)`.as('accepted'),
            sql<number>`count(*) filter (where accepted is null)`.as('undecided'),
          ])
          .groupBy('donationId')
          .as('sums'),
      (join) => join.onRef('sums.donationId', '=', 'donation.id'),
    )
    .select([
      'donation.id',
      'donation.number',
      'donation.libraryId',
      'donation.donorName',
      'donation.donorAddress',
      'donation.donorContact',
      'donation.receivedOn',
      'donation.note',
      'donation.createdAt',
      'donation.createdBy',
      'donation.letterId',
      'library.code as libraryCode',
      'library.name as libraryName',
      'library.timeZone',
      'sums.copies',
      'sums.accepted',
      'sums.undecided',
    ]);
type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof donations>['executeTakeFirst']>>>;
const view = ({
  libraryId,
  libraryCode,
  libraryName,
  timeZone,
  copies,
  accepted,
  undecided,
  ...row
}: Row): Donation => ({
  ...row,
  library: { id: libraryId, code: libraryCode, name: libraryName, timeZone },
  copies: copies ?? 0,
  accepted: accepted ?? 0,
  undecided: undecided ?? 0,
});

/** Newest first. @param page.libraries null = all */
export async function selectDonations(
  db: Db | Tx,
  page: { libraries: readonly number[] | null; beforeId: number | null; limit: number },
): Promise<Donation[]> {
  let query = donations(db)
    .orderBy('donation.id', 'desc')
    .limit(page.limit + 1);
  if (page.libraries)
    query = query.where('donation.libraryId', '=', sql<number>`any(${[...page.libraries]}::bigint[])`);
  if (page.beforeId !== null) query = query.where('donation.id', '<', page.beforeId);
  return (await query.execute()).map(view);
}

export async function findDonation(db: Db | Tx, id: number): Promise<Donation | null> {
  const row = await donations(db).where('donation.id', '=', id).executeTakeFirst();
  return row ? view(row) : null;
}

export const lockDonation = async (trx: Tx, id: number) =>
  trx
    .selectFrom('donation')
    .select(['id', 'number', 'libraryId', 'donorName', 'donorAddress', 'receivedOn', 'letterId'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
export type LockedDonation = NonNullable<Awaited<ReturnType<typeof lockDonation>>>;

export const insertDonation = async (trx: Tx, row: Insertable<DonationTable>): Promise<number> =>
  (await trx.insertInto('donation').values(row).returning('id').executeTakeFirstOrThrow()).id;
export async function setDonationLetter(trx: Tx, id: number, letterId: number): Promise<void> {
  await trx.updateTable('donation').set({ letterId }).where('id', '=', id).execute();
}

export const insertBook = async (trx: Tx, row: Insertable<BookTable>): Promise<number> =>
  (await trx.insertInto('donationBook').values(row).returning('id').executeTakeFirstOrThrow()).id;
export async function updateBook(trx: Tx, id: number, changes: Updateable<BookTable>): Promise<void> {
  await trx.updateTable('donationBook').set(changes).where('id', '=', id).execute();
}
export async function insertGivenItems(trx: Tx, bookId: number, itemIds: readonly number[]): Promise<void> {
  await trx
    .insertInto('donationItem')
    .values(itemIds.map((itemId) => ({ itemId, bookId })))
    .execute();
}

/** The books of a gift with the barcodes of the copies that were kept; who changes them has locked the gift. */
export const selectBooks = async (db: Db | Tx, donationId: number): Promise<DonationBook[]> =>
  db
    .selectFrom('donationBook as book')
    .select(['book.id', 'book.title', 'book.author', 'book.publisher', 'book.year', 'book.isbn'])
    .select(['book.copies', 'book.accepted', 'book.declinedReason', 'book.bibId'])
    .select(
      sql<string[]>`coalesce((select array_agg(item.barcode order by item.id) from donation_item given
        join item on item.id = given.item_id where given.book_id = book.id), '{}')`.as('barcodes'),
    )
    .where('donationId', '=', donationId)
    .orderBy('book.id')
    .execute();

const reachable = sql<boolean>`(donor_address <> '' or donor_contact <> '')`;
export const countReachable = async (db: Db | Tx, before: string): Promise<number> =>
  (
    await db
      .selectFrom('donation')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where(reachable)
      .where('receivedOn', '<', before)
      .executeTakeFirstOrThrow()
  ).count;

/** @returns how many went */
export async function forgetReach(db: Db | Tx, before: string): Promise<number> {
  const gone = await db
    .updateTable('donation')
    .set({ donorAddress: '', donorContact: '' })
    .where(reachable)
    .where('receivedOn', '<', before)
    .returning('id')
    .execute();
  return gone.length;
}
