import type { Updateable } from 'kysely';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Ticket as TicketRow } from '#platform/database/db-types';
import {
  findTicket,
  insertEvents,
  lockThreads,
  selectSteps,
  updateTickets,
  type Ticket,
} from './data/tickets.queries.ts';
import { serviceErrors } from './errors.ts';
import { clocksOf } from './rules/clocks.ts';
import { isDone, type TicketState, type TicketStep } from './rules/states.ts';
import { serviceTargets, workingHoursOf } from './working-hours.ts';

/** A ticket and those that are merged into it; their rows are held. */
export interface Thread {
  main: Ticket;
  merged: Ticket[];
}

export interface Step {
  what: TicketStep;
  /** The state that it comes to; left out: it stays. */
  state?: TicketState;
  detail?: string;
}

/**
 * Holds a ticket, or the one that it is merged into, with all that is merged. What two do at once comes one after another, in one order of rows.
 * Throws `service.ticket_not_found`.
 */
export async function holdThread(trx: Tx, id: number): Promise<Thread> {
  const seen = await findTicket(trx, id);
  if (!seen) throw serviceErrors.ticketNotFound();
  const mainId = seen.mergedIntoId ?? id;
  const held = await lockThreads(trx, [mainId]);
  const main = held.find((one) => one.id === mainId);
  if (!main) throw serviceErrors.ticketNotFound();
  // it was merged into another one while we waited
  if (main.mergedIntoId !== null || (id !== mainId && !held.some((one) => one.id === id))) return holdThread(trx, id);
  return { main, merged: held.filter((one) => one.id !== mainId) };
}

const staffName = ({ actor }: Ctx): string => (actor.kind === 'account' ? actor.name : '');

/**
 * Writes down what becomes of a ticket, in the caller's transaction: its steps, its new state (also of those merged into it), its version, and the
 * clocks anew.
 * @param change.keepsClocks false: they are computed later, by whoever writes many at once
 * @returns the ticket as it is now
 */
export async function changeTicket(
  trx: Tx,
  ctx: Ctx,
  { main, merged }: Thread,
  {
    steps,
    set = {},
    keepsClocks = true,
  }: { steps: readonly Step[]; set?: Updateable<TicketRow>; keepsClocks?: boolean },
): Promise<Ticket> {
  const now = ctx.clock.now();
  let { state } = main;
  const rows = steps.map((step) => {
    state = step.state ?? state;
    return { ticketId: main.id, at: now, what: step.what, state, staffName: staffName(ctx), detail: step.detail ?? '' };
  });
  await insertEvents(trx, rows);
  const ended = {
    state,
    resolvedAt: isDone(state) ? (isDone(main.state) ? main.resolvedAt : now) : null,
    closedAt: state === 'closed' ? (main.closedAt ?? now) : null,
  };
  const isReopened = isDone(main.state) && !isDone(state);
  // what is solved anew is judged anew
  const restarted = isReopened
    ? { clockFrom: now, solveWarnedAt: null, solveEscalatedAt: null, rating: null, ratingWords: '', ratedAt: null }
    : {};
  await updateTickets(trx, [main.id], { ...set, ...ended, ...restarted }, { isNews: true });
  const children = merged.map(({ id }) => id);
  if (children.length > 0) await updateTickets(trx, children, { ...ended, ...restarted }, { isNews: false });
  const after = await findTicket(trx, main.id);
  if (!after) throw serviceErrors.ticketNotFound();
  return keepsClocks ? keepClocks(trx, after, now) : after;
}

/** Computes by when a ticket is to be answered and solved, and keeps it for the order of lists. What has ended keeps what held for it. */
export async function keepClocks(trx: Tx, ticket: Ticket, now: Date): Promise<Ticket> {
  const [steps, targets, hours] = [
    await selectSteps(trx, [ticket.id]),
    await serviceTargets(trx),
    await workingHoursOf(trx, ticket.libraryId, ticket.createdAt, now),
  ];
  const { first, solve } = clocksOf(ticket, { steps, target: targets[ticket.kind], hours, now });
  const kept = {
    clockedAt: now,
    ...(ticket.firstAnsweredAt === null && {
      firstDueAt: first?.dueAt ?? null,
      firstWarnAt: first?.warnAt ?? null,
    }),
    ...(ticket.resolvedAt === null && { solveDueAt: solve?.dueAt ?? null, solveWarnAt: solve?.warnAt ?? null }),
  };
  await updateTickets(trx, [ticket.id], kept, { isNews: false });
  return { ...ticket, ...kept };
}
