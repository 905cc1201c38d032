import type { IkmElement } from '#modules/community/questionnaires/client';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { changeTicket, holdThread, keepClocks, type Step } from './change-ticket.ts';
import { replaceTags } from './data/desk.queries.ts';
import { insertMessage } from './data/messages.queries.ts';
import { findTicket, insertEvents, moveMerged, updateTickets } from './data/tickets.queries.ts';
import { freshCode } from './people/ticket-code.ts';
import { namelessCtx, saveTicket } from './people/save-ticket.ts';
import {
  isDone,
  type ContactKind,
  type Rating,
  type TicketKind,
  type TicketState,
  type TicketVia,
} from './rules/states.ts';

/** Who of staff acted. */
interface Colleague {
  id: number;
  name: string;
}

/** What became of a ticket of the past, in order; `at`: when. */
export type PastAct = { at: Date } & (
  | { does: 'take'; by: Colleague }
  | { does: 'note'; by: Colleague; text: string }
  | { does: 'answer'; by: Colleague; text: string; to: 'resolved' | 'waiting_patron'; change: string }
  | { does: 'hand_over'; by: Colleague; text: string; to: string; number: string }
  | { does: 'write'; text: string; reopens: boolean }
  | { does: 'rate'; rating: Rating }
  | { does: 'close' }
);

export interface PastTicket {
  kind: TicketKind;
  library: { id: number; timeZone: string; name: string };
  via: TicketVia;
  text: string;
  contactKind: ContactKind;
  memberId: number | null;
  contact: string;
  contactName: string;
  at: Date;
  tags: readonly string[];
  element: IkmElement | null;
  acts: readonly PastAct[];
}

/** Writes a ticket of the past with all that became of it: for samples. Nobody is told, and its code is known to nobody. @returns its id */
export async function savePastTicket(trx: Tx, ctx: Ctx, past: PastTicket): Promise<number> {
  const { acts, at, tags, element, ...rest } = past;
  const sent = { ...namelessCtx(ctx), clock: { now: () => at } };
  // a complaint is about the place where it happened
  const about =
    rest.kind === 'complaint'
      ? { aboutKind: 'library' as const, aboutRef: String(rest.library.id), aboutLabel: rest.library.name }
      : { aboutKind: null, aboutRef: '', aboutLabel: '' };
  const saved = await saveTicket(trx, sent, { ...rest, ...about, code: freshCode(), language: 'id', proven: true });
  if (!saved) throw new Error('a code was drawn twice');
  const { id } = saved.ticket;
  await replaceTags(trx, id, tags);
  if (element !== null) await updateTickets(trx, [id], { element }, { isNews: false });
  for (const act of acts) await carryOut(trx, ctx, id, act);
  const now = await findTicket(trx, id);
  if (now && !isDone(now.state)) await keepClocks(trx, now, ctx.clock.now());
  return id;
}

/** Answers some tickets of the past together with another from an instant on. */
export async function mergePastTickets(
  trx: Tx,
  { id, others, at }: { id: number; others: readonly number[]; at: Date },
): Promise<void> {
  const { main } = await holdThread(trx, id);
  await moveMerged(trx, others, id);
  await updateTickets(
    trx,
    others,
    { state: main.state, resolvedAt: main.resolvedAt, closedAt: main.closedAt },
    { isNews: false },
  );
  await insertEvents(
    trx,
    others.map((ticketId) => ({ ticketId, at, what: 'merged', state: main.state, detail: main.number })),
  );
}

async function carryOut(trx: Tx, ctx: Ctx, id: number, act: PastAct): Promise<void> {
  const thread = await holdThread(trx, id);
  const { main } = thread;
  const clock = { now: () => act.at };
  const by = 'by' in act ? act.by : null;
  const actor: Ctx['actor'] = by
    ? { kind: 'account', ...by, username: '', grants: [], scopes: null, homeLibraryId: null, sessionId: null }
    : { kind: 'anonymous' };
  const change = async (steps: Step[], set: object = {}): Promise<unknown> =>
    changeTicket(trx, { ...ctx, actor, clock }, thread, { steps, set, keepsClocks: false });
  const write = async (author: 'person' | 'staff' | 'note', text: string): Promise<unknown> =>
    insertMessage(trx, { ticketId: id, author, staffName: by?.name ?? '', text, writtenAt: act.at });
  const first = { ownerId: by?.id ?? main.ownerId, firstAnsweredAt: main.firstAnsweredAt ?? act.at };
  switch (act.does) {
    case 'take':
      await change([{ what: 'taken', detail: act.by.name, state: 'open' }], { ownerId: act.by.id });
      return;
    case 'note':
      await write('note', act.text);
      return;
    case 'answer': {
      await write('staff', act.text);
      const changed = act.change === '' ? {} : { changeText: act.change, changePublic: true, changedAt: act.at };
      const outcome = act.to === 'resolved' ? ('resolved' as const) : ('waiting' as const);
      await change([{ what: 'answered' }, { what: outcome, state: act.to }], { ...first, ...changed });
      return;
    }
    case 'hand_over': {
      await write('staff', act.text);
      const handed = { handedTo: act.to, handedNumber: act.number, handedAt: act.at };
      const steps: Step[] = [
        { what: 'handed_over', detail: act.to },
        { what: 'resolved', state: 'resolved' },
      ];
      await change(steps, { ...first, ...handed });
      return;
    }
    case 'write': {
      await write('person', act.text);
      const state: TicketState = 'open';
      await change([{ what: act.reopens ? 'reopened' : 'wrote', state }]);
      return;
    }
    case 'rate':
      await updateTickets(trx, [id], { rating: act.rating, ratedAt: act.at }, { isNews: true });
      await insertEvents(trx, [{ ticketId: id, at: act.at, what: 'rated', state: main.state, detail: act.rating }]);
      return;
    case 'close':
      await change([{ what: 'closed', state: 'closed' }]);
  }
}
