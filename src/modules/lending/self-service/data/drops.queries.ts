import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ReturnDrop } from '../client.ts';
import type { Via } from './self-loans.queries.ts';

/** The loan of a copy that still runs, and whose it is. */
export const findRunningLoan = async (db: Db | Tx, itemBarcode: string) =>
  db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .select(['loan.id', 'loan.memberId', 'loan.loanedAt', 'item.barcode', 'bib.title'])
    .where('item.barcode', '=', itemBarcode)
    .where('loan.status', 'in', ['open', 'claimed_returned'])
    .executeTakeFirst();

/** Is there a copy with this barcode? */
export const knowsCopy = async (db: Db | Tx, itemBarcode: string): Promise<boolean> =>
  (await db.selectFrom('item').select('id').where('barcode', '=', itemBarcode).executeTakeFirst()) !== undefined;

/** @returns false when the copy of this loan lies in a box already */
export async function insertDrop(
  trx: Tx,
  drop: { loanId: number; libraryId: number; droppedAt: Date; via: Via },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('returnDrop')
    .values(drop)
    .onConflict((conflict) => conflict.column('loanId').where('missingAt', 'is', null).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Drops whose loan still runs; one that was taken back anywhere is in no box any more. */
const waiting = (db: Db | Tx) =>
  db
    .selectFrom('returnDrop')
    .innerJoin('loan', 'loan.id', 'returnDrop.loanId')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .innerJoin('library', 'library.id', 'returnDrop.libraryId')
    .select(['returnDrop.id', 'returnDrop.droppedAt', 'returnDrop.loanId', 'item.barcode as itemBarcode', 'bib.title'])
    .select(
      sql<ReturnDrop['library']>`json_build_object('id', library.id, 'code', library.code, 'name', library.name,
        'timeZone', library.time_zone)`.as('library'),
    )
    .where('returnDrop.missingAt', 'is', null)
    .where('loan.status', 'in', ['open', 'claimed_returned']);

export const selectBox = async (db: Db, libraryId: number, limit: number): Promise<ReturnDrop[]> =>
  waiting(db).where('returnDrop.libraryId', '=', libraryId).orderBy('returnDrop.droppedAt').limit(limit).execute();

export const selectDropsOf = async (db: Db, memberIds: readonly number[]): Promise<ReturnDrop[]> =>
  waiting(db)
    .where('loan.memberId', '=', sql<number>`any(${[...memberIds]}::bigint[])`)
    .orderBy('returnDrop.droppedAt')
    .execute();

export const findDropOfLoan = async (db: Db | Tx, loanId: number): Promise<ReturnDrop | undefined> =>
  waiting(db).where('returnDrop.loanId', '=', loanId).executeTakeFirst();

/** Drops that wait since before an instant, by id. */
export const selectOldDrops = async (
  db: Db,
  { before, limit }: { before: Date; limit: number },
): Promise<{ id: number; libraryId: number; droppedAt: Date }[]> =>
  waiting(db)
    .clearSelect()
    .select(['returnDrop.id', 'returnDrop.libraryId', 'returnDrop.droppedAt'])
    .where('returnDrop.droppedAt', '<', before)
    .orderBy('returnDrop.id')
    .limit(limit)
    .execute();

/** How often a copy of this loan was said to lie in a box, and did not. */
export async function countMissing(trx: Tx, loanId: number): Promise<number> {
  const row = await trx
    .selectFrom('returnDrop')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('loanId', '=', loanId)
    .where('missingAt', 'is not', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** A drop that waits, with whom to tell; its row locked. */
export const lockDrop = async (trx: Tx, id: number) =>
  waiting(trx).select('loan.memberId').where('returnDrop.id', '=', id).forUpdate('returnDrop').executeTakeFirst();

export async function setMissing(trx: Tx, id: number, missing: { missingAt: Date; missingBy: string }): Promise<void> {
  await trx.updateTable('returnDrop').set(missing).where('id', '=', id).execute();
}
