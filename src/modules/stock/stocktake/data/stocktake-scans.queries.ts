import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ScanAnswer, ScanOutcome } from '../client.ts';
import { placeOf, type ShelfRange } from './stocktakes.queries.ts';

export interface ScannedCopy {
  id: number;
  libraryId: number;
  status: string;
  setAside: string | null;
  callNumberSort: string | null;
  /** Somebody had it at that instant. */
  onLoanThen: boolean;
  listed: boolean;
  placeId: number | null;
}

/** The copy behind a code, as it was at an instant. @param at when it was read: a phone may tell it an hour later */
export async function findScannedCopy(
  trx: Tx,
  scan: { stocktakeId: number; barcode: string; at: Date; ranges: readonly ShelfRange[] },
): Promise<ScannedCopy | undefined> {
  const { rows } = await sql<ScannedCopy>`
    select i.id, i.library_id, i.status, i.set_aside, i.call_number_sort,
      exists (select 1 from loan l where l.item_id = i.id and l.loaned_at <= ${scan.at}
        and (l.status in ('open', 'claimed_returned') or l.returned_at > ${scan.at})) as on_loan_then,
      si.item_id is not null as listed, coalesce(si.expected_space_id, ${placeOf(scan.ranges)}) as place_id
    from item i
    left join stocktake_item si on si.stocktake_id = ${scan.stocktakeId} and si.item_id = i.id
    where i.barcode = ${scan.barcode}`.execute(trx);
  return rows[0];
}

export interface NewScan {
  stocktakeId: number;
  nonce: string;
  barcode: string;
  itemId: number | null;
  spaceId: number | null;
  device: string;
  scannedAt: Date;
  receivedAt: Date;
  scannedBy: string;
  outcome: ScanOutcome;
}
/** One that is there already stays as it was. */
export async function insertScan(trx: Tx, scan: NewScan): Promise<void> {
  await trx
    .insertInto('stocktakeScan')
    .values(scan)
    .onConflict((conflict) => conflict.columns(['stocktakeId', 'nonce']).doNothing())
    .execute();
}

export const findScan = async (trx: Tx, stocktakeId: number, nonce: string) =>
  trx
    .selectFrom('stocktakeScan')
    .select(['id', 'barcode', 'outcome', 'undoneAt'])
    .where('stocktakeId', '=', stocktakeId)
    .where('nonce', '=', nonce)
    .executeTakeFirst();

export async function changeScan(trx: Tx, id: number, change: { undoneAt?: Date; moved?: boolean }): Promise<void> {
  await trx.updateTable('stocktakeScan').set(change).where('id', '=', id).execute();
}

/** Scans with what there is to say of them, the newest first. */
export async function selectScanAnswers(
  db: Db | Tx,
  filter: { stocktakeId: number; nonces?: readonly string[]; device?: string; before?: string; limit: number },
): Promise<Omit<ScanAnswer, 'neighbour'>[]> {
  const { stocktakeId, nonces = null, device = null, before = null, limit } = filter;
  const { rows } = await sql<Omit<ScanAnswer, 'neighbour' | 'place'> & PlaceColumns>`
    select s.nonce, s.outcome, s.barcode, s.scanned_at, s.moved, b.title, i.call_number,
      s.item_id is not null and exists (select 1 from stocktake_scan o where o.stocktake_id = s.stocktake_id
        and o.item_id = s.item_id and o.undone_at is null and o.id < s.id) as again,
      p.id as place_id, p.code as place_code, p.name as place_name
    from stocktake_scan s
    left join item i on i.id = s.item_id
    left join bib b on b.id = i.bib_id
    left join stocktake_item si on si.stocktake_id = s.stocktake_id and si.item_id = s.item_id
    left join space p on p.id = coalesce(si.expected_space_id, i.space_id)
    where s.stocktake_id = ${stocktakeId} and s.undone_at is null
      and (${nonces}::uuid[] is null or s.nonce = any(${nonces}::uuid[]))
      and (${device}::text is null or s.device = ${device})
      and (${before}::uuid is null or s.id < (select o.id from stocktake_scan o
        where o.stocktake_id = s.stocktake_id and o.nonce = ${before}::uuid))
    order by s.id desc limit ${limit}`.execute(db);
  return rows.map(({ placeId, placeCode, placeName, ...row }) => ({
    ...row,
    place: placeOrNull({ placeId, placeCode, placeName }),
  }));
}

export interface PlaceColumns {
  placeId: number | null;
  placeCode: string | null;
  placeName: string | null;
}
export const placeOrNull = ({ placeId, placeCode, placeName }: PlaceColumns) =>
  placeId === null || placeCode === null || placeName === null
    ? null
    : { id: placeId, code: placeCode, name: placeName };

/** The book beside which a copy belongs on its shelf: the last one before it, else the first one after it. */
export async function findNeighbour(db: Db | Tx, itemId: number, placeId: number): Promise<ScanAnswer['neighbour']> {
  const { rows } = await sql<NonNullable<ScanAnswer['neighbour']>>`
    with it as (select id, library_id, call_number_sort collate "C" as key from item where id = ${itemId}),
    shelf as (select i.id, i.bib_id, i.call_number, i.call_number_sort collate "C" as key from item i, it
      where i.library_id = it.library_id and i.space_id = ${placeId} and i.id <> it.id and i.status = 'available'
        and not i.on_loan and i.set_aside is null and i.call_number_sort is not null)
    select b.title, n.call_number, n.side from (
      (select shelf.*, 'after' as side from shelf, it where shelf.key <= it.key order by shelf.key desc, shelf.id desc limit 1)
      union all
      (select shelf.*, 'before' as side from shelf, it where shelf.key > it.key order by shelf.key, shelf.id limit 1)
    ) n join bib b on b.id = n.bib_id order by n.side limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Copies by barcode, for a shelf that is read in order. */
export const selectByBarcodes = async (db: Db | Tx, barcodes: readonly string[]) =>
  db
    .selectFrom('item')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .select(['item.barcode', 'item.callNumber', 'item.callNumberSort', 'bib.title'])
    .where('item.barcode', '=', sql<string>`any(${[...barcodes]}::text[])`)
    .execute();
