import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { selectLines, updateOrder } from '../data/orders.queries.ts';
import { acquisitionErrors } from '../errors.ts';
import { moveMoney } from './manage-budgets.ts';
import { endInput } from './order-schema.ts';
import { isOpenOrder } from '../rules/order-state.ts';
import { lockOwnOrder, traceOrder } from './write-order.ts';

/**
 * Nothing more comes: the money of what is not here goes back to its budgets. An order of which nothing came is cancelled, one that
 * came in part is closed. Needs `orders.manage`. Throws `acquisition.order_not_open`.
 */
export async function endOrder(ctx: Ctx, id: number, input: { reason: string }): Promise<'closed' | 'cancelled'> {
  authorizeAnywhere(ctx, 'orders.manage');
  const { reason } = parseInput(endInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const order = await lockOwnOrder(trx, ctx, id);
    const isDraft = order.status === 'draft';
    if (!isDraft && !isOpenOrder(order.status)) throw acquisitionErrors.orderNotOpen({ number: order.number });
    const lines = await selectLines(trx, id);
    const open = lines.map(({ budget, copies, received, unitPrice }) => ({
      budgetId: budget.id,
      committed: -(copies - received) * unitPrice,
    }));
    if (!isDraft) await moveMoney(trx, ctx, open, { reason: null });
    const status = order.status === 'partly_received' ? 'closed' : 'cancelled';
    await updateOrder(trx, id, { status, endedAt: ctx.clock.now(), endReason: reason });
    const act = status === 'closed' ? 'purchase_order.closed' : 'purchase_order.cancelled';
    await traceOrder(trx, ctx, order, act, { reason });
    return status;
  });
}
