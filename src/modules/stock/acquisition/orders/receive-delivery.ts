import { addCopiesWithin, findOrAddBibWithin, withdrawWithin, type CopiesToAdd } from '#modules/collection/catalog';
import { getLibrary } from '#modules/ground/libraries';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import type { z } from 'zod';
import { briefRecord } from './brief-record.ts';
import type { OrderLine } from '../client.ts';
import {
  findReceiptOfRequest,
  insertReceipt,
  insertReceiptItems,
  lockReceivedCopy,
  markUndone,
  selectLines,
  updateLine,
  updateOrder,
  type LockedOrder,
} from '../data/orders.queries.ts';
import { lockSuggestion, updateSuggestion } from '../data/suggestions.queries.ts';
import { tellVoters } from '../decide-suggestion.ts';
import { acquisitionErrors } from '../errors.ts';
import { moveMoney, type BudgetChange } from './manage-budgets.ts';
import { deliveryInput, endInput, type DeliveryInput } from './order-schema.ts';
import { isOpenOrder, stateOf } from '../rules/order-state.ts';
import { lockOwnOrder, traceOrder } from './write-order.ts';

type Parsed = z.output<typeof deliveryInput>;

/**
 * A delivery has come, of all of an order or of part of it: each copy gets its record (that of the same title, or made brief of the line),
 * accession number, barcode, source, price and date, in one transaction with the money. The same request sent twice is received once.
 * Needs `orders.manage`. Throws `acquisition.order_not_open`, `acquisition.too_many`, `acquisition.line_not_found`,
 * `acquisition.budget_exceeded` (it cost more), `acquisition.request_key_used`.
 * @returns the id of the delivery
 */
export async function receiveDelivery(ctx: Ctx, orderId: number, input: DeliveryInput): Promise<number> {
  authorizeAnywhere(ctx, 'orders.manage');
  const delivery = parseInput(deliveryInput, input);
  try {
    return await ctx.db.transaction().execute(async (trx) => {
      const order = await lockOwnOrder(trx, ctx, orderId);
      const before = await findReceiptOfRequest(trx, delivery.requestKey);
      if (before && before.orderId !== orderId) throw acquisitionErrors.requestKeyUsed();
      return before ? before.id : receiveLocked(trx, ctx, order, delivery);
    });
  } catch (error) {
    if (violatedUnique(error) === 'purchase_receipt_request_key_key') throw acquisitionErrors.requestKeyUsed();
    throw error;
  }
}

/** The same inside a transaction that is already open, with the order locked; permission is the caller's affair. */
export async function receiveLocked(trx: Tx, ctx: Ctx, order: LockedOrder, delivery: Parsed): Promise<number> {
  if (!isOpenOrder(order.status)) throw acquisitionErrors.orderNotOpen({ number: order.number });
  const lines = new Map((await selectLines(trx, order.id)).map((line) => [line.id, line]));
  const { requestKey, invoice } = delivery;
  const by = { receivedAt: ctx.clock.now(), receivedBy: actorName(ctx.actor) };
  const receiptId = await insertReceipt(trx, { orderId: order.id, requestKey, invoice, ...by });
  const money: BudgetChange[] = [];
  for (const { lineId, copies, unitPrice } of delivery.lines) {
    const line = lines.get(lineId);
    if (!line) throw acquisitionErrors.lineNotFound();
    const open = line.copies - line.received;
    if (copies > open) throw acquisitionErrors.tooMany({ title: line.title, open });
    const price = unitPrice ?? line.unitPrice;
    const bibId = line.bibId ?? (await findOrAddBibWithin(trx, ctx, briefRecord(line, ctx.clock.now())));
    const items = await addCopiesWithin(
      trx,
      ctx,
      await copiesOf({ ...ctx, db: trx }, order, line, { bibId, copies, price, ready: delivery.ready }),
    );
    await insertReceiptItems(
      trx,
      items.map(({ id: itemId }) => ({ itemId, receiptId, lineId, price })),
    );
    const received = line.received + copies;
    await updateLine(trx, lineId, { received, bibId });
    lines.set(lineId, { ...line, received, bibId });
    money.push({ budgetId: line.budget.id, committed: -copies * line.unitPrice, spent: copies * price });
    if (line.suggestionId !== null) await suggestionArrives(trx, ctx, line.suggestionId, bibId);
  }
  await moveMoney(trx, ctx, money, { reason: delivery.overrunReason });
  await updateOrder(trx, order.id, { status: stateOf([...lines.values()]) });
  const copies = delivery.lines.reduce((sum, line) => sum + line.copies, 0);
  await traceOrder(trx, ctx, order, 'purchase_order.received', { receiptId, copies, invoice });
  return receiptId;
}

async function copiesOf(
  ctx: Ctx,
  { supplier }: LockedOrder,
  { library: { id: libraryId }, itemType }: OrderLine,
  came: { bibId: number; copies: number; price: number; ready: boolean },
): Promise<CopiesToAdd> {
  const { timeZone } = await getLibrary(ctx, libraryId);
  const { bibId, copies, price, ready } = came;
  const acquiredOn = localDate(ctx.clock.now(), timeZone);
  const status = ready ? 'available' : 'in_processing';
  return { bibId, copies, price, libraryId, itemType, supplier, acquiredOn, status, source: 'beli' };
}

/** Everybody who wanted it is told that it is here. */
async function suggestionArrives(trx: Tx, ctx: Ctx, id: number, bibId: number): Promise<void> {
  const before = await lockSuggestion(trx, id);
  if (!before || before.status === 'arrived') return;
  const arrived = { status: 'arrived' as const, bibId, decidedAt: ctx.clock.now(), decidedBy: actorName(ctx.actor) };
  const version = await updateSuggestion(trx, id, arrived);
  await tellVoters(trx, ctx, { ...before, ...arrived, reason: null, version });
}

/** Nothing of what somebody suggested is here after all: it is to be bought, as before, and who was told that it came is told so. */
async function suggestionWaits(trx: Tx, ctx: Ctx, lines: readonly OrderLine[], lineId: number): Promise<void> {
  const id = lines.find((line) => line.id === lineId)?.suggestionId ?? null;
  if (id === null || lines.some((line) => line.suggestionId === id && line.received > 0)) return;
  const before = await lockSuggestion(trx, id);
  if (before?.status !== 'arrived') return;
  const waits = { status: 'buy' as const, bibId: null, decidedAt: ctx.clock.now(), decidedBy: actorName(ctx.actor) };
  const version = await updateSuggestion(trx, id, waits);
  await tellVoters(trx, ctx, { ...before, ...waits, reason: null, version });
}

/**
 * A copy was received by mistake (another title, counted twice): it is withdrawn, its number is never used again, the line waits for
 * it again and the money goes back. Needs `orders.manage`. Throws `acquisition.copy_not_received`, `acquisition.already_undone`, and what
 * withdrawing refuses (`catalog.item_on_loan`, `catalog.item_set_aside` …).
 */
export async function undoReceived(
  ctx: Ctx,
  orderId: number,
  { itemId, ...input }: { itemId: number; reason: string },
): Promise<void> {
  authorizeAnywhere(ctx, 'orders.manage');
  const { reason } = parseInput(endInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const order = await lockOwnOrder(trx, ctx, orderId);
    const copy = await lockReceivedCopy(trx, orderId, itemId);
    if (!copy) throw acquisitionErrors.copyNotReceived();
    if (copy.undoneAt) throw acquisitionErrors.alreadyUndone({ barcode: copy.barcode });
    await withdrawWithin(trx, ctx, itemId, `${order.number}: ${reason}`);
    await markUndone(trx, itemId, { at: ctx.clock.now(), reason });
    await updateLine(trx, copy.lineId, { received: copy.received - 1 });
    // an order that has ended gets no more: its money is free
    const waitsAgain = order.status !== 'closed';
    const committed = waitsAgain ? copy.unitPrice : 0;
    await moveMoney(trx, ctx, [{ budgetId: copy.budgetId, spent: -copy.price, committed }], { reason, undoes: true });
    await suggestionWaits(trx, ctx, await selectLines(trx, orderId), copy.lineId);
    if (waitsAgain) await updateOrder(trx, orderId, { status: stateOf(await selectLines(trx, orderId)) });
    await traceOrder(trx, ctx, order, 'purchase_order.receipt_undone', { itemId, barcode: copy.barcode, reason });
  });
}
