import type { IkmElement } from '#modules/community/questionnaires/client';
import type { Ctx } from '#platform/context';
import { updateTickets } from '../data/tickets.queries.ts';
import { takeForWork, traceWork } from './answer-ticket.ts';

/**
 * Which element of the satisfaction survey a ticket concerns: it stands beside that element, and is in no score. Throws as {@link takeForWork}.
 * @param element null: none
 */
export async function setElement(ctx: Ctx, id: number, element: IkmElement | null): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { main } = await takeForWork(trx, ctx, id);
    if (main.element === element) return;
    await updateTickets(trx, [id], { element }, { isNews: false });
    await traceWork(trx, ctx, main, 'ticket.element_set', { element });
  });
}
