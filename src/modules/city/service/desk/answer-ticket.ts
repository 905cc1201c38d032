import { recordAudit } from '#modules/ground/audit';
import { withdrawGuestMessages, withdrawNotices } from '#modules/people/notifications';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { changeTicket, holdThread, type Step, type Thread } from '../change-ticket.ts';
import { insertMessage } from '../data/messages.queries.ts';
import { findTicket, type Ticket } from '../data/tickets.queries.ts';
import { serviceErrors } from '../errors.ts';
import { authorizeTicket } from '../rights.ts';
import { isDone } from '../rules/states.ts';
import { answerInput, handOverInput, noteInput, type HandOverInput, type TicketAnswerInput } from '../schema.ts';
import { aboutTicket, tellPeople, type News } from '../tell.ts';

/** The ticket that staff may act on, held. Throws `service.ticket_not_found`, `service.ticket_merged`, `platform.forbidden`. */
export async function takeForWork(trx: Tx, ctx: Ctx, id: number): Promise<Thread> {
  const seen = await findTicket(trx, id);
  if (!seen) throw serviceErrors.ticketNotFound();
  authorizeTicket(ctx, seen);
  const thread = await holdThread(trx, id);
  if (thread.main.id !== id) throw serviceErrors.ticketMerged({ number: thread.main.number });
  // while it was waited for it may have come to another kind or place
  authorizeTicket(ctx, thread.main);
  return thread;
}

/** Writes in the trace what staff did to a ticket. */
export const traceWork = async (trx: Tx, ctx: Ctx, ticket: Ticket, action: string, after?: object): Promise<void> =>
  recordAudit(trx, ctx, {
    ...{ action, entity: 'ticket', entityId: ticket.id, libraryId: ticket.libraryId, subjectId: ticket.memberId },
    ...(after && { after }),
  });

/** Refuses what was done on an older version. Throws `service.changed_meanwhile`. */
export function refuseOld({ main }: Thread, version: number): void {
  if (main.version !== version) throw serviceErrors.changedMeanwhile();
}

/** Tells all whose ticket it is; what they were not told yet of it is said by the new message or stands on their page. */
async function tellAll(
  trx: Tx,
  ctx: Ctx,
  { main, merged }: Thread,
  now: Ticket,
  news: Omit<News, 'key'>,
): Promise<void> {
  const tickets = [main, ...merged];
  for (const { id } of tickets) {
    await withdrawNotices(trx, ctx, aboutTicket(id));
    await withdrawGuestMessages(trx, ctx, aboutTicket(id));
  }
  await tellPeople(trx, ctx, tickets, { ...news, key: `answer:${now.version}` });
}

/** Who answers holds it from then on, where nobody does. */
const holding = (ctx: Ctx, { ownerId }: Ticket) =>
  ownerId === null && ctx.actor.kind === 'account' ? { ownerId: ctx.actor.id } : {};

/**
 * The library answers and resolves, or answers and asks the person something; all whose ticket it is are told, with what changed because of it. Two who answer
 * at once: the second is refused, reads the first and keeps what they typed. Needs the right for its kind at its library. Throws `service.ticket_not_found`,
 * `service.ticket_merged`, `service.changed_meanwhile`, `service.ticket_ended`, `platform.invalid_input`, `platform.forbidden`.
 */
export async function answerTicket(ctx: Ctx, id: number, input: TicketAnswerInput): Promise<void> {
  const { text, outcome, changeText, changePublic, version } = parseInput(answerInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const thread = await takeForWork(trx, ctx, id);
    const { main } = thread;
    refuseOld(thread, version);
    if (isDone(main.state)) throw serviceErrors.ticketEnded();
    const at = ctx.clock.now();
    await insertMessage(trx, { ticketId: id, author: 'staff', staffName: actorName(ctx.actor), text, writtenAt: at });
    const isSolved = outcome === 'resolved';
    const steps: Step[] = [
      ...(changeText === '' ? [] : [{ what: 'changed' as const }]),
      { what: 'answered' },
      { what: isSolved ? 'resolved' : 'waiting', state: outcome },
    ];
    const change = changeText === '' ? {} : { changeText, changePublic, changedAt: at };
    const set = { ...holding(ctx, main), ...change, firstAnsweredAt: main.firstAnsweredAt ?? at };
    const now = await changeTicket(trx, ctx, thread, { steps, set });
    await tellAll(trx, ctx, thread, now, { news: isSolved ? 'resolved' : 'waiting', answer: text, change: changeText });
    await traceWork(trx, ctx, main, 'ticket.answered', { outcome, changePublic });
  });
}

/**
 * It is another agency's matter (SP4N-LAPOR): the person is told to whom it went and under which number, and for the library it is resolved. Needs the right
 * for its kind at its library. Throws as {@link answerTicket}.
 */
export async function handOver(ctx: Ctx, id: number, input: HandOverInput): Promise<void> {
  const { to, number, text, version } = parseInput(handOverInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const thread = await takeForWork(trx, ctx, id);
    const { main } = thread;
    refuseOld(thread, version);
    if (isDone(main.state)) throw serviceErrors.ticketEnded();
    const at = ctx.clock.now();
    await insertMessage(trx, { ticketId: id, author: 'staff', staffName: actorName(ctx.actor), text, writtenAt: at });
    const steps: Step[] = [
      { what: 'handed_over', detail: to },
      { what: 'resolved', state: 'resolved' },
    ];
    const handed = { handedTo: to, handedNumber: number, handedAt: at };
    const set = { ...holding(ctx, main), ...handed, firstAnsweredAt: main.firstAnsweredAt ?? at };
    const now = await changeTicket(trx, ctx, thread, { steps, set });
    await tellAll(trx, ctx, thread, now, { news: 'handed_over', answer: text, change: '' });
    await traceWork(trx, ctx, main, 'ticket.handed_over', { to, number });
  });
}

/** A note for colleagues; whoever sent the ticket never reads it, and no clock stops for it. Throws as {@link takeForWork}, `platform.invalid_input`. */
export async function noteOnTicket(ctx: Ctx, id: number, input: { text: string }): Promise<void> {
  const { text } = parseInput(noteInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { main } = await takeForWork(trx, ctx, id);
    const at = ctx.clock.now();
    await insertMessage(trx, { ticketId: id, author: 'note', staffName: actorName(ctx.actor), text, writtenAt: at });
    await traceWork(trx, ctx, main, 'ticket.noted');
  });
}

/** Staff open it again, with a fresh clock for its solution. Throws as {@link takeForWork}, `service.ticket_not_ended`. */
export async function reopenTicket(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const thread = await takeForWork(trx, ctx, id);
    if (!isDone(thread.main.state)) throw serviceErrors.ticketNotEnded();
    await changeTicket(trx, ctx, thread, { steps: [{ what: 'reopened', state: 'open' }] });
    await traceWork(trx, ctx, thread.main, 'ticket.reopened');
  });
}
