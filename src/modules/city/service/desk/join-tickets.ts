import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { changeTicket, type Thread } from '../change-ticket.ts';
import { deleteLink, insertLink } from '../data/desk.queries.ts';
import {
  findTicketByNumber,
  insertEvents,
  lockThreads,
  moveMerged,
  updateTickets,
  type Ticket,
} from '../data/tickets.queries.ts';
import { serviceErrors } from '../errors.ts';
import { authorizeTicket } from '../rights.ts';
import { afterPersonWrote, isDone } from '../rules/states.ts';
import { takeForWork, traceWork } from './answer-ticket.ts';

/** The ticket of a number, for who may answer it. Throws `service.ticket_not_found`, `platform.forbidden`. */
async function byNumber(ctx: Ctx, number: string): Promise<Ticket> {
  const found = await findTicketByNumber(ctx.db, number.trim().toUpperCase().slice(0, 40));
  if (!found) throw serviceErrors.ticketNotFound();
  authorizeTicket(ctx, found);
  return found;
}

/**
 * Another ticket that says the same is answered together with this one from now on: whoever sent either is told by their own way. Both are of one kind of
 * queue or of both rights, and neither is finished. What was merged and answered already is not merged once more: then this goes into that. Throws `service.ticket_not_found`, `service.cannot_merge`, `service.ticket_ended`,
 * `service.ticket_merged`, `platform.forbidden`.
 * @param number of the one that is merged into this
 */
export async function mergeTickets(ctx: Ctx, id: number, number: string): Promise<void> {
  const other = await byNumber(ctx, number);
  if (other.id === id) throw serviceErrors.cannotMerge();
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockThreads(trx, [id, other.id]);
    const main = held.find((one) => one.id === id);
    const joined = held.find((one) => one.id === other.id);
    if (!main || !joined) throw serviceErrors.ticketNotFound();
    authorizeTicket(ctx, main);
    authorizeTicket(ctx, joined);
    if (main.mergedIntoId !== null || joined.mergedIntoId !== null) throw serviceErrors.cannotMerge();
    if (isDone(main.state) || isDone(joined.state)) throw serviceErrors.ticketEnded();
    const follow = held.filter((one) => one.mergedIntoId === joined.id);
    // those would lose the answer that they read there
    if (follow.length > 0 && joined.firstAnsweredAt !== null) throw serviceErrors.cannotMerge();
    const thread: Thread = { main, merged: held.filter((one) => one.mergedIntoId === id) };
    await join(trx, ctx, thread, [joined, ...follow]);
    await traceWork(trx, ctx, joined, 'ticket.merged', { into: main.number });
  });
}

async function join(trx: Tx, ctx: Ctx, thread: Thread, joined: readonly Ticket[]): Promise<void> {
  const { main } = thread;
  const at = ctx.clock.now();
  await moveMerged(
    trx,
    joined.map(({ id }) => id),
    main.id,
  );
  // they are answered where this is: whoever answers there opens their files
  await updateTickets(
    trx,
    joined.map(({ id }) => id),
    { libraryId: main.libraryId },
    { isNews: false },
  );
  // whoever comes now was asked nothing: the clock goes on for them
  const state = afterPersonWrote(main.state);
  const staffName = ctx.actor.kind === 'account' ? ctx.actor.name : '';
  await insertEvents(
    trx,
    joined.map(({ id }) => ({ ticketId: id, at, what: 'merged', state, staffName, detail: main.number })),
  );
  const steps = joined.map(({ number }) => ({ what: 'merged' as const, state, detail: number }));
  await changeTicket(trx, ctx, { main, merged: [...thread.merged, ...joined] }, { steps });
}

/** Two tickets belong together, and are answered each by itself. Throws `service.cannot_merge` for the ticket itself, and as {@link mergeTickets}. */
export async function linkTickets(ctx: Ctx, id: number, number: string): Promise<void> {
  const other = await byNumber(ctx, number);
  if (other.id === id) throw serviceErrors.cannotMerge();
  await ctx.db.transaction().execute(async (trx) => {
    const { main } = await takeForWork(trx, ctx, id);
    await insertLink(trx, Math.min(id, other.id), Math.max(id, other.id));
    await traceWork(trx, ctx, main, 'ticket.linked', { to: other.number });
  });
}

/** Takes that back. */
export async function unlinkTickets(ctx: Ctx, id: number, number: string): Promise<void> {
  const other = await byNumber(ctx, number);
  await ctx.db.transaction().execute(async (trx) => {
    const { main } = await takeForWork(trx, ctx, id);
    await deleteLink(trx, Math.min(id, other.id), Math.max(id, other.id));
    await traceWork(trx, ctx, main, 'ticket.unlinked', { to: other.number });
  });
}
