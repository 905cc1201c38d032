import { z } from 'zod';
import { authorize, authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import type { Order, OrderDetail, OrderStatus } from '../client.ts';
import { findOrder, selectLines, selectOrders, selectReceipts, selectReceivedCopies } from '../data/orders.queries.ts';
import { acquisitionErrors } from '../errors.ts';

/** Orders of the libraries where the actor orders, newest first. Needs `orders.manage`. */
export async function listOrders(
  ctx: Ctx,
  query: { status?: OrderStatus | undefined; cursor?: string | undefined; limit: number },
): Promise<{ data: Order[]; next: string | null }> {
  authorizeAnywhere(ctx, 'orders.manage');
  const granted = grantedLibraries(ctx.actor, 'orders.manage');
  const [beforeId = null] = decodeCursor(query.cursor, z.tuple([z.number().int()])) ?? [];
  const libraries = granted === 'all' ? null : granted;
  const page = { libraries, status: query.status ?? null, beforeId, limit: query.limit };
  return toPage(await selectOrders(ctx.db, page), query.limit, (order) => [order.id]);
}

/** One order with its lines and what has come. Needs `orders.manage` at its library. Throws `acquisition.order_not_found`. */
export async function getOrder(ctx: Ctx, id: number): Promise<OrderDetail> {
  authorizeAnywhere(ctx, 'orders.manage');
  const order = await findOrder(ctx.db, id);
  if (!order) throw acquisitionErrors.orderNotFound();
  authorize(ctx, 'orders.manage', order.library.id);
  const [lines, receipts, copies] = await Promise.all([
    selectLines(ctx.db, id),
    selectReceipts(ctx.db, id),
    selectReceivedCopies(ctx.db, id),
  ]);
  const of = Map.groupBy(copies, ({ receiptId }) => receiptId);
  return { ...order, lines, deliveries: receipts.map((receipt) => ({ ...receipt, copies: of.get(receipt.id) ?? [] })) };
}
