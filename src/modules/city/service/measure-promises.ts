import type { Db, Tx } from '#platform/database/db';
import type { PromiseCount, PromiseSpan } from '#platform/promise-measures';
import { selectReceived, type ReceivedTicket } from './data/measures.queries.ts';
import { selectSteps, type StoredStep } from './data/tickets.queries.ts';
import { clocksOf, type ServiceClock } from './rules/clocks.ts';
import { COMPLAINT_KINDS, PROMISED_KINDS } from './rules/states.ts';
import { DEFAULT_TARGETS } from './rules/targets.ts';
import type { WorkingHours } from './rules/working-time.ts';
import { workingHoursOf } from './working-hours.ts';

/** How many questions and complaints got their first answer within so many working days, as the clock of each says; what is not due yet is not counted. */
export const countAnswered = async (db: Db | Tx, span: PromiseSpan, limit: number): Promise<PromiseCount> =>
  countKept(db, span, { kinds: PROMISED_KINDS, limit, of: 'first' });

/** The same for complaints and their solution. */
export const countSolved = async (db: Db | Tx, span: PromiseSpan, limit: number): Promise<PromiseCount> =>
  countKept(db, span, { kinds: COMPLAINT_KINDS, limit, of: 'solve' });

async function countKept(
  db: Db | Tx,
  { after, before, now }: PromiseSpan,
  { kinds, limit, of }: { kinds: readonly ReceivedTicket['kind'][]; limit: number; of: 'first' | 'solve' },
): Promise<PromiseCount> {
  const tickets = await selectReceived(db, { after, before, kinds });
  const steps = Map.groupBy(
    await selectSteps(
      db,
      tickets.map(({ id }) => id),
    ),
    ({ ticketId }) => ticketId,
  );
  const hours = new Map<number, WorkingHours>();
  for (const { libraryId } of tickets)
    if (!hours.has(libraryId)) hours.set(libraryId, await workingHoursOf(db, libraryId, after, now));
  const clocks = tickets.flatMap((ticket) => {
    const open = hours.get(ticket.libraryId);
    return open ? (clockOf(ticket, { steps: steps.get(ticket.id) ?? [], hours: open, limit, now })[of] ?? []) : [];
  });
  const over = clocks.filter(({ state }) => state === 'met' || state === 'missed' || state === 'late');
  return { n: over.length, kept: over.filter(({ state }) => state === 'met').length };
}

const clockOf = (
  ticket: ReceivedTicket,
  { steps, hours, limit, now }: { steps: readonly StoredStep[]; hours: WorkingHours; limit: number; now: Date },
): Record<'first' | 'solve', ServiceClock | null> =>
  clocksOf(ticket, {
    steps,
    hours,
    now,
    target: { ...DEFAULT_TARGETS[ticket.kind], kind: ticket.kind, firstDays: limit, solveDays: limit },
  });
