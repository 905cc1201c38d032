import { recordAudit } from '#modules/ground/audit';
import { listItemTypes } from '#modules/collection/catalog';
import { getLibrary, type Library } from '#modules/ground/libraries';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { nextNumber } from '#platform/database/counters';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import { numberScope, renderNumber } from '#shared/number-pattern';
import type { z } from 'zod';
import type { OrderStatus } from '../client.ts';
import { lockBudgets } from '../data/budgets.queries.ts';
import {
  deleteLine,
  insertLine,
  insertOrder,
  lockOrder,
  selectLines,
  updateOrder,
  type LockedOrder,
} from '../data/orders.queries.ts';
import { lockSuggestion } from '../data/suggestions.queries.ts';
import { acquisitionErrors } from '../errors.ts';
import { moveMoney } from './manage-budgets.ts';
import { lineInput, orderInput, placingInput, type LineInput, type OrderInput } from './order-schema.ts';

/** `SP-KOTA-2026-0007`: surat pesanan, of a library and year. */
const PATTERN = 'SP-{code}-{YYYY}-{seq:4}';

/** Locks an order for whoever may manage those of its library. Throws `acquisition.order_not_found`. */
export async function lockOwnOrder(trx: Tx, ctx: Ctx, id: number): Promise<LockedOrder> {
  const order = await lockOrder(trx, id);
  if (!order) throw acquisitionErrors.orderNotFound();
  authorize(ctx, 'orders.manage', order.libraryId);
  return order;
}
async function lockDraft(trx: Tx, ctx: Ctx, id: number): Promise<LockedOrder> {
  const order = await lockOwnOrder(trx, ctx, id);
  if (order.status !== 'draft') throw acquisitionErrors.orderPlaced({ number: order.number });
  return order;
}

export const traceOrder = async (
  trx: Tx,
  ctx: Ctx,
  order: Pick<LockedOrder, 'id' | 'libraryId'>,
  action: OrderAct,
  after: object,
) => recordAudit(trx, ctx, { action, entity: 'purchase_order', entityId: order.id, libraryId: order.libraryId, after });
type OrderAct =
  | 'purchase_order.created'
  | 'purchase_order.line_added'
  | 'purchase_order.line_removed'
  | 'purchase_order.placed'
  | 'purchase_order.received'
  | 'purchase_order.receipt_undone'
  | 'purchase_order.closed'
  | 'purchase_order.cancelled';

/** A new order to a supplier, still a draft. Needs `orders.manage` at the library that orders. @returns the id */
export async function createOrder(ctx: Ctx, libraryId: number, input: OrderInput): Promise<number> {
  authorize(ctx, 'orders.manage', libraryId);
  const order = parseInput(orderInput, input);
  const library = await getLibrary(ctx, libraryId);
  return ctx.db.transaction().execute(async (trx) => writeOrder(trx, ctx, library, order));
}

/** The same inside a transaction that is already open; permission is the caller's affair. */
export async function writeOrder(
  trx: Tx,
  ctx: Ctx,
  library: Pick<Library, 'id' | 'code' | 'timeZone'>,
  order: z.output<typeof orderInput>,
): Promise<number> {
  const now = ctx.clock.now();
  const given = { date: localDate(now, library.timeZone), values: { code: library.code } };
  const number = renderNumber(PATTERN, given, await nextNumber(trx, 'purchase_order', numberScope(PATTERN, given)));
  const row = { ...order, number, libraryId: library.id, createdAt: now, createdBy: actorName(ctx.actor) };
  const id = await insertOrder(trx, row);
  await traceOrder(trx, ctx, { id, libraryId: library.id }, 'purchase_order.created', {
    number,
    supplier: order.supplier,
  });
  return id;
}

/**
 * One more title in a draft; of a suggestion what is not given is taken from it. Needs `orders.manage`. Throws
 * `acquisition.order_placed`, `acquisition.budget_not_found`, `acquisition.suggestion_not_found`, `platform.invalid_input`.
 * @returns the id of the line
 */
export async function addOrderLine(ctx: Ctx, orderId: number, input: LineInput): Promise<number> {
  authorizeAnywhere(ctx, 'orders.manage');
  const line = parseInput(lineInput, input);
  await getLibrary(ctx, line.libraryId);
  if (!(await listItemTypes(ctx.db)).some(({ code }) => code === line.itemType)) {
    throw platformErrors.invalidInput({}, { itemType: 'unknown' });
  }
  return ctx.db.transaction().execute(async (trx) => {
    const order = await lockDraft(trx, ctx, orderId);
    const [budget] = await lockBudgets(trx, [line.budgetId]);
    if (budget?.libraryId !== order.libraryId) throw acquisitionErrors.budgetNotFound({}, { budgetId: 'unknown' });
    return writeLine(trx, ctx, order, line);
  });
}

/** The same inside a transaction that is already open, its budget known; permission is the caller's affair. */
export async function writeLine(
  trx: Tx,
  ctx: Ctx,
  order: Pick<LockedOrder, 'id' | 'libraryId'>,
  line: z.output<typeof lineInput>,
): Promise<number> {
  const wish = line.suggestionId === null ? null : await lockSuggestion(trx, line.suggestionId);
  if (wish === undefined) throw acquisitionErrors.suggestionNotFound({}, { suggestionId: 'unknown' });
  const title = line.title ?? wish?.title ?? null;
  if (title === null) throw platformErrors.invalidInput({}, { title: 'required' });
  const id = await insertLine(trx, {
    ...line,
    orderId: order.id,
    title,
    author: line.author ?? wish?.author ?? null,
    publisher: line.publisher ?? wish?.publisher ?? null,
    year: line.year ?? wish?.year ?? null,
    isbn: line.isbn ?? wish?.isbn ?? null,
  });
  await traceOrder(trx, ctx, order, 'purchase_order.line_added', {
    title,
    copies: line.copies,
    unitPrice: line.unitPrice,
  });
  return id;
}

/** Takes a title out of a draft. Needs `orders.manage`. Throws `acquisition.line_not_found`, `acquisition.order_placed`. */
export async function removeOrderLine(ctx: Ctx, orderId: number, lineId: number): Promise<void> {
  authorizeAnywhere(ctx, 'orders.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const order = await lockDraft(trx, ctx, orderId);
    if (!(await deleteLine(trx, orderId, lineId))) throw acquisitionErrors.lineNotFound();
    await traceOrder(trx, ctx, order, 'purchase_order.line_removed', { lineId });
  });
}

/**
 * The order goes out: its money is set aside in the budgets. Needs `orders.manage`; beyond a budget also `budgets.manage` and a
 * reason. Throws `acquisition.order_empty`, `acquisition.order_placed`, `acquisition.budget_exceeded`.
 */
export async function placeOrder(ctx: Ctx, id: number, input: { overrunReason?: string | null } = {}): Promise<void> {
  authorizeAnywhere(ctx, 'orders.manage');
  const { overrunReason } = parseInput(placingInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    await placeLocked(trx, ctx, await lockDraft(trx, ctx, id), overrunReason);
  });
}

export async function placeLocked(
  trx: Tx,
  ctx: Ctx,
  order: Pick<LockedOrder, 'id' | 'libraryId' | 'number'>,
  overrunReason: string | null,
): Promise<void> {
  const lines = await selectLines(trx, order.id);
  if (lines.length === 0) throw acquisitionErrors.orderEmpty({ number: order.number });
  const money = lines.map(({ budget, copies, unitPrice }) => ({ budgetId: budget.id, committed: copies * unitPrice }));
  await moveMoney(trx, ctx, money, { reason: overrunReason });
  await updateOrder(trx, order.id, { status: 'ordered' satisfies OrderStatus, orderedAt: ctx.clock.now() });
  await traceOrder(trx, ctx, order, 'purchase_order.placed', { number: order.number, lines: lines.length });
}
