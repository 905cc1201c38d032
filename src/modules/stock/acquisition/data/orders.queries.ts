import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type {
  PurchaseOrder,
  PurchaseOrderLine,
  PurchaseReceipt,
  PurchaseReceiptItem,
} from '#platform/database/db-types';
import type { Order, OrderLine, ReceivedCopy } from '../client.ts';
import type { OrderStatus } from '../rules/order-state.ts';

const status = sql<OrderStatus>`purchase_order.status`;

const orders = (db: Db | Tx) =>
  db
    .selectFrom('purchaseOrder')
    .innerJoin('library', 'library.id', 'purchaseOrder.libraryId')
    .leftJoin(
      (line) =>
        line
          .selectFrom('purchaseOrderLine')
          .select('orderId')
          .select([
            sql<number>`sum(copies)`.as('copies'),
            sql<number>`sum(received)`.as('received'),
            sql<number>`sum(copies * unit_price)::bigint`.as('total'),
          ])
          .groupBy('orderId')
          .as('sums'),
      (join) => join.onRef('sums.orderId', '=', 'purchaseOrder.id'),
    )
    .select([
      'purchaseOrder.id',
      'purchaseOrder.number',
      'purchaseOrder.libraryId',
      'purchaseOrder.supplier',
      'purchaseOrder.supplierAddress',
      'purchaseOrder.note',
      'purchaseOrder.createdAt',
      'purchaseOrder.createdBy',
      'purchaseOrder.orderedAt',
      'purchaseOrder.endedAt',
      'purchaseOrder.endReason',
      'library.code as libraryCode',
      'library.name as libraryName',
      'library.timeZone',
      'sums.copies',
      'sums.received',
      'sums.total',
    ])
    .select(status.as('status'));
type OrderRow = NonNullable<Awaited<ReturnType<ReturnType<typeof orders>['executeTakeFirst']>>>;

const orderView = ({ libraryId, libraryCode, libraryName, timeZone, copies, received, total, ...row }: OrderRow) => ({
  ...row,
  library: { id: libraryId, code: libraryCode, name: libraryName, timeZone },
  copies: copies ?? 0,
  received: received ?? 0,
  total: total ?? 0,
});

/** Newest first. @param page.libraries null = all */
export async function selectOrders(
  db: Db | Tx,
  page: { libraries: readonly number[] | null; status: OrderStatus | null; beforeId: number | null; limit: number },
): Promise<Order[]> {
  let query = orders(db)
    .orderBy('purchaseOrder.id', 'desc')
    .limit(page.limit + 1);
  if (page.libraries) {
    query = query.where('purchaseOrder.libraryId', '=', sql<number>`any(${[...page.libraries]}::bigint[])`);
  }
  if (page.status !== null) query = query.where('purchaseOrder.status', '=', page.status);
  if (page.beforeId !== null) query = query.where('purchaseOrder.id', '<', page.beforeId);
  return (await query.execute()).map(orderView);
}

export async function findOrder(db: Db | Tx, id: number) {
  const row = await orders(db).where('purchaseOrder.id', '=', id).executeTakeFirst();
  return row ? orderView(row) : null;
}

export const lockOrder = async (trx: Tx, id: number) =>
  trx
    .selectFrom('purchaseOrder')
    .select(['id', 'number', 'libraryId', 'supplier', status.as('status')])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
export type LockedOrder = NonNullable<Awaited<ReturnType<typeof lockOrder>>>;

export const insertOrder = async (trx: Tx, row: Insertable<PurchaseOrder>): Promise<number> =>
  (await trx.insertInto('purchaseOrder').values(row).returning('id').executeTakeFirstOrThrow()).id;
export async function updateOrder(trx: Tx, id: number, changes: Updateable<PurchaseOrder>): Promise<void> {
  await trx.updateTable('purchaseOrder').set(changes).where('id', '=', id).execute();
}

export const insertLine = async (trx: Tx, row: Insertable<PurchaseOrderLine>): Promise<number> =>
  (await trx.insertInto('purchaseOrderLine').values(row).returning('id').executeTakeFirstOrThrow()).id;
export async function deleteLine(trx: Tx, orderId: number, id: number): Promise<boolean> {
  const gone = await trx
    .deleteFrom('purchaseOrderLine')
    .where('orderId', '=', orderId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return gone !== undefined;
}
export async function updateLine(trx: Tx, id: number, changes: Updateable<PurchaseOrderLine>): Promise<void> {
  await trx.updateTable('purchaseOrderLine').set(changes).where('id', '=', id).execute();
}

/** Lines as they stand; the order's row is locked by whoever changes them. */
export async function selectLines(db: Db | Tx, orderId: number): Promise<OrderLine[]> {
  const rows = await db
    .selectFrom('purchaseOrderLine')
    .innerJoin('library', 'library.id', 'purchaseOrderLine.libraryId')
    .innerJoin('budget', 'budget.id', 'purchaseOrderLine.budgetId')
    .select([
      'purchaseOrderLine.id',
      'title',
      'author',
      'publisher',
      'purchaseOrderLine.year',
      'isbn',
      'copies',
      'received',
      'unitPrice',
      'purchaseOrderLine.libraryId',
      'library.code as libraryCode',
      'library.name as libraryName',
      'library.timeZone',
      'itemType',
      'budgetId',
      'budget.name as budgetName',
      'suggestionId',
      'bibId',
    ])
    .where('orderId', '=', orderId)
    .orderBy('purchaseOrderLine.id')
    .execute();
  return rows.map(({ libraryId, libraryCode, libraryName, timeZone, budgetId, budgetName, ...row }) => ({
    ...row,
    library: { id: libraryId, code: libraryCode, name: libraryName, timeZone },
    budget: { id: budgetId, name: budgetName },
  }));
}

export const findReceiptOfRequest = async (trx: Tx, requestKey: string) =>
  trx.selectFrom('purchaseReceipt').select(['id', 'orderId']).where('requestKey', '=', requestKey).executeTakeFirst();

export const insertReceipt = async (trx: Tx, row: Insertable<PurchaseReceipt>): Promise<number> =>
  (await trx.insertInto('purchaseReceipt').values(row).returning('id').executeTakeFirstOrThrow()).id;
export async function insertReceiptItems(trx: Tx, rows: Insertable<PurchaseReceiptItem>[]): Promise<void> {
  if (rows.length > 0) await trx.insertInto('purchaseReceiptItem').values(rows).execute();
}

export const selectReceipts = async (db: Db | Tx, orderId: number) =>
  db
    .selectFrom('purchaseReceipt')
    .select(['id', 'invoice', 'receivedAt', 'receivedBy'])
    .where('orderId', '=', orderId)
    .orderBy('id', 'desc')
    .execute();

export const selectReceivedCopies = async (
  db: Db | Tx,
  orderId: number,
): Promise<(ReceivedCopy & { receiptId: number })[]> =>
  db
    .selectFrom('purchaseReceiptItem as got')
    .innerJoin('purchaseReceipt as receipt', 'receipt.id', 'got.receiptId')
    .innerJoin('item', 'item.id', 'got.itemId')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .select(['got.receiptId', 'got.itemId', 'item.bibId', 'item.barcode', 'item.accessionNumber', 'bib.title'])
    .select(['got.price', 'got.undoneReason'])
    .where('receipt.orderId', '=', orderId)
    .orderBy('got.itemId')
    .execute();

/** A copy that came of a delivery of this order, locked. */
export const lockReceivedCopy = async (trx: Tx, orderId: number, itemId: number) =>
  trx
    .selectFrom('purchaseReceiptItem as got')
    .innerJoin('purchaseOrderLine as line', 'line.id', 'got.lineId')
    .innerJoin('item', 'item.id', 'got.itemId')
    .select(['got.itemId', 'got.lineId', 'got.price', 'got.undoneAt', 'item.barcode'])
    .select(['line.unitPrice', 'line.budgetId', 'line.received'])
    .where('line.orderId', '=', orderId)
    .where('got.itemId', '=', itemId)
    .forUpdate(['got', 'line'])
    .executeTakeFirst();

export async function markUndone(trx: Tx, itemId: number, undone: { at: Date; reason: string }): Promise<void> {
  await trx
    .updateTable('purchaseReceiptItem')
    .set({ undoneAt: undone.at, undoneReason: undone.reason })
    .where('itemId', '=', itemId)
    .execute();
}
