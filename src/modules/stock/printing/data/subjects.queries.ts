import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PrintKind } from '../rules/layout.ts';

/** In no batch of this kind that came out right. */
const notPrinted = (kind: PrintKind, column: 'item_id' | 'member_id', id: string) =>
  sql<boolean>`not exists (select from print_batch_subject s join print_batch b on b.id = s.print_batch_id
    where s.${sql.ref(column)} = ${sql.ref(id)} and b.kind = ${kind} and b.printed_at is not null)`;

/** Whose a copy is, also while it stands in another unit for a time. */
const homeOfItem = sql<number>`coalesce(item.owner_library_id, item.library_id)`;

export interface ItemSelection {
  kind: PrintKind;
  libraryId: number;
  from: string | null;
  to: string | null;
  /** Keys of call numbers. */
  shelf: { from: string | null; to: string | null };
  unprinted: boolean;
  limit: number;
}
export interface ChosenItem {
  id: number;
  libraryId: number;
  barcode: string;
  callNumber: string | null;
  title: string;
}

const chosenItems = (db: Db) =>
  db
    .selectFrom('item')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .select(['item.id', 'item.libraryId', 'item.barcode', 'item.callNumber', 'bib.title']);

export const selectByBarcodes = async (db: Db, libraryId: number, barcodes: readonly string[]): Promise<ChosenItem[]> =>
  chosenItems(db)
    .where('item.barcode', '=', sql<string>`any(${[...barcodes]}::text[])`)
    .where(homeOfItem, '=', libraryId)
    .execute();

/** Copies as they stand on the shelf. */
export async function selectItems(db: Db, wanted: ItemSelection): Promise<ChosenItem[]> {
  const { kind, from, to, shelf } = wanted;
  let query = chosenItems(db)
    .where(homeOfItem, '=', wanted.libraryId)
    .where('item.status', '<>', 'withdrawn')
    .orderBy(sql`item.call_number_sort collate "C" nulls last`)
    .orderBy('item.id')
    .limit(wanted.limit);
  if (kind === 'spine') query = query.where('item.callNumber', 'is not', null);
  if (from !== null) query = query.where('item.acquiredOn', '>=', from);
  if (to !== null) query = query.where('item.acquiredOn', '<=', to);
  if (shelf.from !== null) query = query.where(sql<boolean>`item.call_number_sort collate "C" >= ${shelf.from}`);
  if (shelf.to !== null) query = query.where(sql<boolean>`item.call_number_sort collate "C" <= ${shelf.to}`);
  if (wanted.unprinted) query = query.where(notPrinted(kind, 'item_id', 'item.id'));
  return query.execute();
}

/** Members of a home library who joined in a time, by name. */
export async function selectMembers(
  db: Db,
  wanted: { libraryId: number; from: string | null; to: string | null; unprinted: boolean; limit: number },
): Promise<{ id: number; number: string }[]> {
  let query = db
    .selectFrom('member')
    .select(['id', 'number'])
    .where('homeLibraryId', '=', wanted.libraryId)
    .where('status', '=', 'active')
    .orderBy('className')
    .orderBy('fullName')
    .orderBy('id')
    .limit(wanted.limit);
  if (wanted.from !== null) query = query.where('joinedOn', '>=', wanted.from);
  if (wanted.to !== null) query = query.where('joinedOn', '<=', wanted.to);
  if (wanted.unprinted) query = query.where(notPrinted('member', 'member_id', 'member.id'));
  return query.execute();
}

/** What a label of a copy or a catalogue card says. */
export interface PrintedItem extends ChosenItem {
  libraryName: string;
  audience: string | null;
  subtitle: string | null;
  responsibility: string | null;
  mainAuthor: string | null;
  edition: string | null;
  place: string | null;
  publisher: string | null;
  year: number | null;
  extent: string | null;
  series: string[];
  isbns: string[];
  subjects: string[];
  authors: string[];
  accessionNumber: string;
}
export const itemsOfBatch = async (db: Db | Tx, batchId: number): Promise<PrintedItem[]> =>
  db
    .selectFrom('printBatchSubject')
    .innerJoin('item', 'item.id', 'printBatchSubject.itemId')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .innerJoin('library', (join) => join.on('library.id', '=', homeOfItem))
    .select(['item.id', 'item.libraryId', 'item.barcode', 'item.callNumber', 'item.accessionNumber'])
    .select(['library.name as libraryName', 'bib.title', 'bib.subtitle', 'bib.responsibility', 'bib.mainAuthor'])
    .select(['bib.edition', 'bib.place', 'bib.publisher', 'bib.year', 'bib.extent', 'bib.series', 'bib.isbns'])
    .select(['bib.subjects', 'bib.authors', 'bib.audience'])
    .where('printBatchSubject.printBatchId', '=', batchId)
    .orderBy('printBatchSubject.nth')
    .execute();

export async function membersOfBatch(db: Db, batchId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('printBatchSubject')
    .innerJoin('member', 'member.id', 'printBatchSubject.memberId')
    .select('member.number')
    .where('printBatchSubject.printBatchId', '=', batchId)
    .where('member.status', '=', 'active')
    .orderBy('printBatchSubject.nth')
    .execute();
  return rows.map((row) => row.number);
}

export const spacesOfBatch = async (db: Db | Tx, batchId: number) =>
  db
    .selectFrom('printBatchSubject')
    .innerJoin('space', 'space.id', 'printBatchSubject.spaceId')
    .innerJoin('library', 'library.id', 'space.libraryId')
    .select(['space.id', 'space.libraryId', 'space.name', 'space.code', 'space.ddcFrom', 'space.ddcTo'])
    .select('library.name as libraryName')
    .where('printBatchSubject.printBatchId', '=', batchId)
    .orderBy('printBatchSubject.nth')
    .execute();

export const postersOfBatch = async (db: Db, batchId: number) =>
  db
    .selectFrom('printBatchSubject')
    .innerJoin('shortLink', 'shortLink.id', 'printBatchSubject.shortLinkId')
    .innerJoin('library', 'library.id', 'shortLink.libraryId')
    .select(['shortLink.code', 'shortLink.label', 'shortLink.place', 'library.name as libraryName'])
    .where('printBatchSubject.printBatchId', '=', batchId)
    .orderBy('printBatchSubject.nth')
    .execute();
