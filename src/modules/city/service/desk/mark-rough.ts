import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { findMessage, markRough } from '../data/messages.queries.ts';
import { updateTickets } from '../data/tickets.queries.ts';
import { serviceErrors } from '../errors.ts';
import { roughInput } from '../schema.ts';
import { takeForWork, traceWork } from './answer-ticket.ts';

/**
 * A message of the person insults or is obscene: its words are folded away for staff, and the matter goes on as usual. Where its first words are
 * what lists call the ticket, staff give it another name. Nothing is deleted, and it can be taken back. Throws as {@link takeForWork},
 * `service.ticket_not_found` for a message that is none of the person's in it, `platform.invalid_input`.
 * @param input.title what lists call it from now on; '' = as before
 */
export async function setRough(
  ctx: Ctx,
  id: number,
  { messageId, ...input }: { messageId: number; rough: boolean; title?: string },
): Promise<void> {
  const { rough, title } = parseInput(roughInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { main, merged } = await takeForWork(trx, ctx, id);
    const message = await findMessage(trx, messageId);
    const ticket = [main, ...merged].find((one) => one.id === message?.ticketId);
    if (!message || !ticket || message.author !== 'person') throw serviceErrors.ticketNotFound();
    if (message.rough === rough && title === '') return;
    await markRough(trx, messageId, rough);
    if (title !== '') await updateTickets(trx, [ticket.id], { title }, { isNews: true });
    await traceWork(trx, ctx, ticket, rough ? 'ticket.words_folded' : 'ticket.words_shown', { messageId });
  });
}
