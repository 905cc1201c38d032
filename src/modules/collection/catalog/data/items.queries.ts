import { sql, type Selectable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Item } from '#platform/database/db-types';
import { stakesIn } from '#platform/stakes';
import type { ItemStatus, ItemType, SetAside } from '../client.ts';

/** A copy as circulation needs it: where it is, what it is, and whether it is out. */
export interface ItemForLoan {
  id: number;
  bibId: number;
  title: string;
  mainAuthor: string | null;
  libraryId: number;
  barcode: string;
  callNumber: string | null;
  itemType: string;
  status: ItemStatus;
  onLoan: boolean;
  /** Neither lent nor on its shelf: it waits for a member, travels, is in a box of a bulk loan, or waits in the room of a programme; null = none of these. */
  setAside: SetAside | null;
  /** Whose it is while it stands in another unit for a time; null = the library in which it stands. */
  ownerLibraryId: number | null;
  /** Whole rupiah; null = not known. */
  price: number | null;
  /** Said at the desk when it goes out and when it comes back; null = nothing. */
  deskNote: string | null;
  version: number;
}

const forLoan = (db: Db | Tx) =>
  db
    .selectFrom('item')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .select([
      'item.id',
      'item.bibId',
      'bib.title',
      'bib.mainAuthor',
      'item.libraryId',
      'item.barcode',
      'item.callNumber',
      'item.itemType',
      sql<ItemStatus>`item.status`.as('status'),
      'item.onLoan',
      sql<SetAside | null>`item.set_aside`.as('setAside'),
      'item.ownerLibraryId',
      'item.price',
      'item.deskNote',
      'item.version',
    ]);

export const selectItemByBarcode = async (db: Db | Tx, barcode: string): Promise<ItemForLoan | undefined> =>
  forLoan(db).where('item.barcode', '=', barcode).executeTakeFirst();

/** Only the copy is locked, and others may still point at it (a hold that is placed on it): other copies of the same work can be lent at the same moment. */
export const selectItemByBarcodeForUpdate = async (trx: Tx, barcode: string): Promise<ItemForLoan | undefined> =>
  forLoan(trx).where('item.barcode', '=', barcode).forNoKeyUpdate('item').executeTakeFirst();

/** Several, locked in the order of their ids, in which they come. */
export const selectItemsForUpdate = async (trx: Tx, barcodes: readonly string[]): Promise<ItemForLoan[]> =>
  forLoan(trx)
    .where('item.barcode', '=', sql<string>`any(${[...barcodes]}::text[])`)
    .orderBy('item.id')
    .forNoKeyUpdate('item')
    .execute();

export const selectItemsForLoan = async (db: Db | Tx, ids: readonly number[]): Promise<ItemForLoan[]> =>
  forLoan(db).where('item.id', 'in', ids).execute();

export const selectItem = async (db: Db | Tx, id: number): Promise<Selectable<Item> | undefined> =>
  db.selectFrom('item').selectAll().where('id', '=', id).executeTakeFirst();

export const selectItemForUpdate = async (trx: Tx, id: number): Promise<Selectable<Item> | undefined> =>
  trx.selectFrom('item').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();

/** How many readers were promised this very copy: holds for it and no other, days for which it is booked. */
export async function countPromises(trx: Tx, itemId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${stakesIn('promise')} stake where item_id = ${itemId}`.execute(trx);
  return rows[0]?.count ?? 0;
}

/** Where a copy is and how it is, as an act may have changed it. */
export type ItemState = Pick<ItemForLoan, 'status' | 'onLoan' | 'setAside' | 'libraryId'> & { spaceId: number | null };

export const selectItemState = async (trx: Tx, id: number): Promise<ItemState | undefined> =>
  trx
    .selectFrom('item')
    .select(['status', 'onLoan', 'setAside', 'libraryId', 'spaceId'])
    .where('id', '=', id)
    .$narrowType<{ status: ItemStatus; setAside: SetAside | null }>()
    .executeTakeFirst();

export interface NewItem {
  bibId: number;
  libraryId: number;
  spaceId: number | null;
  barcode: string;
  accessionNumber: string;
  callNumber: string | null;
  callNumberSort: string | null;
  itemType: string;
  status: ItemStatus;
  source: string | null;
  price: number | null;
  supplier: string | null;
  acquiredOn: string | null;
  copyNote: string | null;
  deskNote: string | null;
  /** JSON */
  sourceSubfields?: string | null;
  /** JSON */
  sourceNotes?: string | null;
  withdrawnAt?: Date | null;
  withdrawnReason?: string | null;
}

/** PostgreSQL takes at most 65,535 parameters in one statement. */
const ITEMS_PER_STATEMENT = 3000;

/** @returns ids in the order given */
export async function insertItems(trx: Tx, items: readonly NewItem[], now: Date): Promise<number[]> {
  const ids: number[] = [];
  for (let from = 0; from < items.length; from += ITEMS_PER_STATEMENT) {
    const rows = await trx
      .insertInto('item')
      .values(
        items.slice(from, from + ITEMS_PER_STATEMENT).map((item) => ({ ...item, createdAt: now, updatedAt: now })),
      )
      .returning('id')
      .execute();
    ids.push(...rows.map((row) => row.id));
  }
  return ids;
}

export type ItemChanges = Partial<NewItem & { onLoan: boolean; ownerLibraryId: number | null }>;

/** Changes a row that the caller has locked and checked; the version moves on. */
export async function changeItem(trx: Tx, id: number, changes: ItemChanges, now: Date): Promise<Selectable<Item>> {
  return trx
    .updateTable('item')
    .set({ ...changes, updatedAt: now, version: sql`version + 1` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Only for a copy that was added by mistake: the database refuses one at which something points. */
export async function deleteItem(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('item').where('id', '=', id).execute();
}

/** Being out is no edit: the version stays, so that lending does not disturb whoever has the copy's form open. */
export async function markOnLoan(trx: Tx, id: number, onLoan: boolean): Promise<void> {
  await trx.updateTable('item').set({ onLoan }).where('id', '=', id).execute();
}

/** Like being out, no edit. */
export async function markSetAside(trx: Tx, id: number, setAside: SetAside | null): Promise<void> {
  await trx.updateTable('item').set({ setAside }).where('id', '=', id).execute();
}

export async function addLoanCount(trx: Tx, bibId: number, by: number): Promise<void> {
  await trx
    .updateTable('bib')
    .set({ loanCount: sql`loan_count + ${by}` })
    .where('id', '=', bibId)
    .execute();
}

export async function markManyOnLoan(trx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable('item')
    .set({ onLoan: true })
    .where('id', 'in', [...ids])
    .execute();
}

export async function addLoanCounts(trx: Tx, counts: readonly (readonly [bibId: number, by: number])[]): Promise<void> {
  if (counts.length === 0) return;
  const rows = JSON.stringify(counts.map(([id, by]) => ({ id, by })));
  await sql`update bib set loan_count = loan_count + given.by
    from json_to_recordset(${rows}::json) as given(id bigint, by integer) where bib.id = given.id`.execute(trx);
}

/** Lifts how often records were lent to at least so many. */
export async function raiseLoanCounts(
  trx: Tx,
  counts: readonly (readonly [bibId: number, to: number])[],
): Promise<void> {
  const rows = JSON.stringify(counts.map(([id, to]) => ({ id, to })));
  await sql`update bib set loan_count = given."to"
    from json_to_recordset(${rows}::json) as given(id bigint, "to" integer)
    where bib.id = given.id and bib.loan_count < given."to"`.execute(trx);
}

/** Copies by their ids, locked in the order of their ids. */
export const lockItemsById = async (trx: Tx, ids: readonly number[]) =>
  trx
    .selectFrom('item')
    .select(['id', 'bibId', 'libraryId', 'itemType', 'onLoan'])
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();

/** A copy with the names that people read. */
export type ItemWithNames = Selectable<Item> & {
  libraryName: string;
  libraryCode: string;
  spaceName: string | null;
  itemTypeNameId: string;
  itemTypeNameEn: string;
};

const withNames = (db: Db | Tx) =>
  db
    .selectFrom('item')
    .innerJoin('library', 'library.id', 'item.libraryId')
    .innerJoin('itemType', 'itemType.code', 'item.itemType')
    .leftJoin('space', 'space.id', 'item.spaceId')
    .selectAll('item')
    .select([
      'library.name as libraryName',
      'library.code as libraryCode',
      'space.name as spaceName',
      'itemType.nameId as itemTypeNameId',
      'itemType.nameEn as itemTypeNameEn',
    ]);

export const selectItemsOfBib = async (db: Db | Tx, bibId: number): Promise<ItemWithNames[]> =>
  withNames(db)
    .where('item.bibId', '=', bibId)
    .orderBy('library.sortOrder')
    .orderBy('library.name')
    .orderBy('item.id')
    .execute();

export const selectItemsWithNames = async (db: Db | Tx, ids: readonly number[]): Promise<ItemWithNames[]> =>
  ids.length === 0 ? Promise.resolve([]) : withNames(db).where('item.id', 'in', ids).orderBy('item.id').execute();

/** Titles of records, hidden ones too, by their ids. */
export async function selectTitles(db: Db | Tx, bibIds: readonly number[]): Promise<Map<number, string>> {
  if (bibIds.length === 0) return new Map();
  const rows = await db.selectFrom('bib').select(['id', 'title']).where('id', 'in', bibIds).execute();
  return new Map(rows.map(({ id, title }) => [id, title]));
}

export interface ItemFilter {
  libraryId?: number;
  status?: ItemStatus;
  itemType?: string;
  barcode?: string;
  afterId?: number;
  limit: number;
}

/** In the order of entry; one row more than `limit`. */
export async function selectItems(db: Db, filter: ItemFilter): Promise<ItemWithNames[]> {
  let query = withNames(db)
    .orderBy('item.id')
    .limit(filter.limit + 1);
  if (filter.libraryId !== undefined) query = query.where('item.libraryId', '=', filter.libraryId);
  if (filter.status !== undefined) query = query.where('item.status', '=', filter.status);
  if (filter.itemType !== undefined) query = query.where('item.itemType', '=', filter.itemType);
  if (filter.barcode !== undefined) query = query.where('item.barcode', '=', filter.barcode);
  if (filter.afterId !== undefined) query = query.where('item.id', '>', filter.afterId);
  return query.execute();
}

export async function takenBarcodes(db: Db | Tx, barcodes: readonly string[]): Promise<string[]> {
  if (barcodes.length === 0) return [];
  const rows = await db
    .selectFrom('item')
    .select('barcode')
    .where('barcode', '=', sql<string>`any(${barcodes})`)
    .execute();
  return rows.map((row) => row.barcode);
}

export async function takenAccessionNumbers(
  db: Db | Tx,
  libraryId: number,
  numbers: readonly string[],
): Promise<string[]> {
  if (numbers.length === 0) return [];
  const rows = await db
    .selectFrom('item')
    .select('accessionNumber')
    .where('libraryId', '=', libraryId)
    .where('accessionNumber', '=', sql<string>`any(${numbers})`)
    .execute();
  return rows.map((row) => row.accessionNumber);
}

/** Which records the copies with these barcodes belong to. */
export async function itemsByBarcode(
  db: Db | Tx,
  barcodes: readonly string[],
): Promise<{ barcode: string; bibId: number }[]> {
  if (barcodes.length === 0) return [];
  return db
    .selectFrom('item')
    .select(['barcode', 'bibId'])
    .where('barcode', '=', sql<string>`any(${barcodes}::text[])`)
    .execute();
}

/** Which records the copies with these accession numbers belong to. */
export async function itemsByAccession(
  trx: Tx,
  numbers: readonly { libraryId: number; accessionNumber: string }[],
): Promise<{ libraryId: number; accessionNumber: string; bibId: number }[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<{ libraryId: number; accessionNumber: string; bibId: number }>`
    select i.library_id as "libraryId", i.accession_number as "accessionNumber", i.bib_id as "bibId"
    from unnest(${numbers.map((number) => number.libraryId)}::bigint[],
      ${numbers.map((number) => number.accessionNumber)}::text[]) as n (library_id, accession_number)
    join item i on i.library_id = n.library_id and i.accession_number = n.accession_number`.execute(trx);
  return rows;
}

export async function accessionNumbersOfLibrary(db: Db | Tx, libraryId: number): Promise<string[]> {
  const rows = await db.selectFrom('item').select('accessionNumber').where('libraryId', '=', libraryId).execute();
  return rows.map((row) => row.accessionNumber);
}

export async function barcodesLike(db: Db | Tx, prefix: string): Promise<string[]> {
  const rows = await db
    .selectFrom('item')
    .select('barcode')
    .where(sql<string>`left(barcode, ${prefix.length})`, '=', prefix)
    .execute();
  return rows.map((row) => row.barcode);
}

/** Puts all copies of a record under another one, withdrawn ones too. @returns their ids */
export async function moveItemsOfBib(trx: Tx, fromBibId: number, toBibId: number, now: Date): Promise<number[]> {
  const moved = await trx
    .updateTable('item')
    .set({ bibId: toBibId, updatedAt: now, version: sql`version + 1` })
    .where('bibId', '=', fromBibId)
    .returning('id')
    .execute();
  return moved.map((row) => row.id);
}

/** Puts copies that were moved back under their record: those that are where they were moved to still. */
export async function moveItemsBack(
  trx: Tx,
  { ids, from, to }: { ids: readonly number[]; from: number; to: number },
  now: Date,
): Promise<number> {
  const moved = await trx
    .updateTable('item')
    .set({ bibId: to, updatedAt: now, version: sql`version + 1` })
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .where('bibId', '=', from)
    .executeTakeFirst();
  return Number(moved.numUpdatedRows);
}

export async function selectItemTypes(db: Db | Tx): Promise<ItemType[]> {
  return db.selectFrom('itemType').select(['code', 'nameId', 'nameEn']).orderBy('sortOrder').orderBy('code').execute();
}

/** Lowers how often records were lent, and puts copies back that are out no more. */
export async function lowerLoanCounts(
  trx: Tx,
  counts: readonly (readonly [bibId: number, by: number])[],
  itemsIn: readonly number[],
): Promise<void> {
  const rows = JSON.stringify(counts.map(([id, by]) => ({ id, by })));
  await sql`update bib set loan_count = greatest(loan_count - given.by, 0)
    from json_to_recordset(${rows}::json) as given(id bigint, by integer) where bib.id = given.id`.execute(trx);
  await sql`update item set on_loan = false where id = any(${[...itemsIn]}::bigint[])`.execute(trx);
}

export async function deleteItems(trx: Tx, ids: readonly number[]): Promise<void> {
  await sql`delete from item where id = any(${[...ids]}::bigint[])`.execute(trx);
}
