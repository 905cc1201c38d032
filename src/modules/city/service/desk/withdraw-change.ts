import type { Ctx } from '#platform/context';
import { updateTickets } from '../data/tickets.queries.ts';
import { takeForWork, traceWork } from './answer-ticket.ts';

/**
 * What changed because of a ticket is told to everybody no longer; its sender still reads it. Nothing happens where it was not. Throws as
 * {@link takeForWork}.
 */
export async function withdrawChange(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { main } = await takeForWork(trx, ctx, id);
    if (!main.changePublic) return;
    await updateTickets(trx, [id], { changePublic: false }, { isNews: true });
    await traceWork(trx, ctx, main, 'ticket.change_withdrawn');
  });
}
