import type { Ctx } from '#platform/context';
import { changeTicket } from '../change-ticket.ts';
import { findMessage, markRough } from '../data/messages.queries.ts';
import { updateTickets } from '../data/tickets.queries.ts';
import { serviceErrors } from '../errors.ts';
import { saveTicket } from '../people/save-ticket.ts';
import { freshCode } from '../people/ticket-code.ts';
import { authorizeTicket } from '../rights.ts';
import type { TicketKind } from '../rules/states.ts';
import { takeForWork, traceWork } from './answer-ticket.ts';

/**
 * One message holds two matters: of what the person wrote in it a ticket of its own is made, with its own kind and clocks. Whoever sent it follows both by the
 * same code. Throws as {@link takeForWork}, `service.ticket_not_found` where the message is none of the person's in it.
 * @returns the id and number of the new one
 */
export async function splitTicket(
  ctx: Ctx,
  id: number,
  { messageId, kind }: { messageId: number; kind: TicketKind },
): Promise<{ id: number; number: string }> {
  return ctx.db.transaction().execute(async (trx) => {
    const thread = await takeForWork(trx, ctx, id);
    const { main } = thread;
    authorizeTicket(ctx, { ...main, kind });
    const message = await findMessage(trx, messageId);
    if (message?.ticketId !== id || message.author !== 'person') throw serviceErrors.ticketNotFound();
    const { contactKind, contact, contactName, memberId, via, language, proven } = main;
    const saved = await saveTicket(trx, ctx, {
      ...{ code: freshCode(), kind, text: message.text, via, language, proven, contactKind, contact, contactName },
      ...{ memberId, library: { id: main.libraryId, timeZone: main.timeZone }, splitFromId: main.splitFromId ?? id },
      ...{ aboutKind: main.aboutKind, aboutRef: main.aboutRef, aboutLabel: main.aboutLabel },
    });
    if (!saved) throw serviceErrors.ticketNotFound();
    const { ticket } = saved;
    if (message.rough) {
      // words that were folded away stay so, and lists call the part as they call the whole
      await markRough(trx, saved.messageId, true);
      await updateTickets(trx, [ticket.id], { title: main.title }, { isNews: false });
    }
    await changeTicket(trx, ctx, thread, { steps: [{ what: 'split', detail: ticket.number }] });
    await traceWork(trx, ctx, main, 'ticket.split', { into: ticket.number });
    return { id: ticket.id, number: ticket.number };
  });
}
