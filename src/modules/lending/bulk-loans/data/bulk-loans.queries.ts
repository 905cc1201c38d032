import { sql, type Selectable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { BulkLoan as BulkLoanTable, BulkLoanBox } from '#platform/database/db-types';
import type { BulkFate, BulkLoanStatus } from '../client.ts';
import type { LostRefund } from '../rules/lost-refund.ts';
import type { LoanFacts } from '../rules/loan-state.ts';

export type BulkLoanRow = Omit<Selectable<BulkLoanTable>, 'status'> & { status: BulkLoanStatus };
export type BoxRow = Selectable<BulkLoanBox>;

export interface NewBulkLoan {
  number: string;
  libraryId: number;
  receiverLibraryId: number | null;
  receiverMemberId: number | null;
  contactName: string;
  contactPhone: string;
  contactEmail: string;
  purpose: string;
  startsOn: string;
  dueOn: string;
  createdAt: Date;
  createdBy: string;
}
export const insertBulkLoan = async (trx: Tx, loan: NewBulkLoan): Promise<number> =>
  (await trx.insertInto('bulkLoan').values(loan).returning('id').executeTakeFirstOrThrow()).id;

/** Everything that happens to a bulk loan happens under this lock; copies are locked after it. */
export const lockBulkLoan = async (trx: Tx, id: number): Promise<BulkLoanRow | undefined> =>
  trx
    .selectFrom('bulkLoan')
    .selectAll()
    .$narrowType<{ status: BulkLoanStatus }>()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();

export async function changeBulkLoan(
  trx: Tx,
  id: number,
  changes: Partial<Pick<BulkLoanRow, 'status' | 'dueOn' | 'endedAt' | 'contactPhone' | 'contactEmail'>>,
): Promise<void> {
  await trx.updateTable('bulkLoan').set(changes).where('id', '=', id).execute();
}

export const insertBox = async (trx: Tx, box: { bulkLoanId: number; code: string; note: string }): Promise<BoxRow> =>
  trx
    .insertInto('bulkLoanBox')
    .values({
      ...box,
      nth: sql<number>`(select coalesce(max(nth), 0) + 1 from bulk_loan_box where bulk_loan_id = ${box.bulkLoanId})`,
    })
    .returningAll()
    .executeTakeFirstOrThrow();

export const findBoxByCode = async (trx: Tx, code: string): Promise<BoxRow | undefined> =>
  trx.selectFrom('bulkLoanBox').selectAll().where('code', '=', code).executeTakeFirst();

export const selectBoxes = async (trx: Tx, bulkLoanId: number): Promise<BoxRow[]> =>
  trx.selectFrom('bulkLoanBox').selectAll().where('bulkLoanId', '=', bulkLoanId).orderBy('nth').execute();

export async function markHandedOver(trx: Tx, boxIds: readonly number[], at: Date, by: string): Promise<void> {
  await trx.updateTable('bulkLoanBox').set({ handedOverAt: at, handedOverBy: by }).where('id', 'in', boxIds).execute();
}

/** A copy that is packed or away. */
export interface OpenBoxItem {
  id: number;
  itemId: number;
  barcode: string;
  homeSpaceId: number | null;
  boxId: number;
  boxNth: number;
  handedOverAt: Date | null;
  bulkLoanId: number;
  number: string;
}
const openItems = (trx: Db | Tx) =>
  trx
    .selectFrom('bulkLoanItem')
    .innerJoin('bulkLoanBox', 'bulkLoanBox.id', 'bulkLoanItem.boxId')
    .innerJoin('bulkLoan', 'bulkLoan.id', 'bulkLoanBox.bulkLoanId')
    .innerJoin('item', 'item.id', 'bulkLoanItem.itemId')
    .select([
      'bulkLoanItem.id',
      'bulkLoanItem.itemId',
      'item.barcode',
      'bulkLoanItem.homeSpaceId',
      'bulkLoanItem.boxId',
    ])
    .select(['bulkLoanBox.nth as boxNth', 'bulkLoanBox.handedOverAt', 'bulkLoan.id as bulkLoanId', 'bulkLoan.number'])
    .where('bulkLoanItem.endedAt', 'is', null);

export const findOpenItem = async (trx: Db | Tx, itemId: number): Promise<OpenBoxItem | undefined> =>
  openItems(trx).where('bulkLoanItem.itemId', '=', itemId).executeTakeFirst();

/** What is packed or away in a box, or (boxId null) in all of a bulk loan; in the order in which copies are locked. */
export async function selectOpenItems(
  trx: Tx,
  about: { bulkLoanId: number; boxId: number | null },
): Promise<OpenBoxItem[]> {
  let query = openItems(trx).where('bulkLoan.id', '=', about.bulkLoanId).orderBy('bulkLoanItem.itemId');
  if (about.boxId !== null) query = query.where('bulkLoanBox.id', '=', about.boxId);
  return query.execute();
}

export const insertBoxItem = async (
  trx: Tx,
  row: { boxId: number; itemId: number; scannedAt: Date; scannedBy: string },
): Promise<void> => {
  await trx
    .insertInto('bulkLoanItem')
    .values({ ...row, homeSpaceId: sql<number | null>`(select space_id from item where id = ${row.itemId})` })
    .execute();
};

export async function deleteBoxItem(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('bulkLoanItem').where('id', '=', id).execute();
}

export async function endBoxItem(
  trx: Tx,
  id: number,
  end: {
    fate: BulkFate;
    endedAt: Date;
    endedBy: string;
    returnLibraryId: number | null;
    chargeLineIds?: number[];
    lostRefund?: LostRefund | null;
  },
): Promise<void> {
  await trx.updateTable('bulkLoanItem').set(end).where('id', '=', id).execute();
}

/** How many copies are where; the lock of the bulk loan is held. */
export async function countItems(trx: Tx, bulkLoanId: number): Promise<LoanFacts> {
  const { rows } = await sql<LoanFacts>`select
      count(distinct b.id) filter (where b.handed_over_at is not null) as boxes_gone,
      count(i.id) filter (where i.fate is null and b.handed_over_at is null) as packed,
      count(i.id) filter (where i.fate is null and b.handed_over_at is not null) as away,
      count(i.id) filter (where i.fate is not null) as ended
    from bulk_loan_box b left join bulk_loan_item i on i.box_id = b.id
    where b.bulk_loan_id = ${bulkLoanId}`.execute(trx);
  return rows[0] ?? { boxesGone: 0, packed: 0, away: 0, ended: 0 };
}

/** A copy that was booked as lost or claimed and is on a shelf, or in somebody's hands, again. */
export interface FoundCopy {
  id: number;
  bulkLoanId: number;
  number: string;
  libraryId: number;
  barcode: string;
  title: string;
  memberNumber: string | null;
  chargeLineIds: number[];
  lostRefund: LostRefund | null;
}
export const selectFoundCopies = async (db: Db, limit: number): Promise<FoundCopy[]> =>
  db
    .selectFrom('bulkLoanItem')
    .innerJoin('bulkLoanBox', 'bulkLoanBox.id', 'bulkLoanItem.boxId')
    .innerJoin('bulkLoan', 'bulkLoan.id', 'bulkLoanBox.bulkLoanId')
    .innerJoin('item', 'item.id', 'bulkLoanItem.itemId')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .leftJoin('member', 'member.id', 'bulkLoan.receiverMemberId')
    .select(['bulkLoanItem.id', 'bulkLoan.id as bulkLoanId', 'bulkLoan.number', 'bulkLoan.libraryId'])
    .select(['item.barcode', 'bib.title', 'member.number as memberNumber'])
    .select([
      sql<number[]>`to_json(bulk_loan_item.charge_line_ids)`.as('chargeLineIds'),
      sql<LostRefund | null>`bulk_loan_item.lost_refund`.as('lostRefund'),
    ])
    .where('bulkLoanItem.fate', 'in', ['lost', 'claimed'])
    .where('bulkLoanItem.foundAt', 'is', null)
    .where('item.status', 'not in', ['lost', 'missing', 'withdrawn'])
    .orderBy('bulkLoanItem.id')
    .limit(limit)
    .execute();

/** @returns false when another process was faster */
export async function markFound(trx: Tx, id: number, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('bulkLoanItem')
    .set({ foundAt: at })
    .where('id', '=', id)
    .where('foundAt', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
