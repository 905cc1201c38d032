import type { IkmElement } from '#modules/community/questionnaires/client';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { m } from '#i18n/messages';
import { changeTicket, holdThread, keepClocks, type Step, type Thread } from './change-ticket.ts';
import { replaceTags } from './data/desk.queries.ts';
import { insertMessage, selectMessages } from './data/messages.queries.ts';
import { findTicket, insertEvents, moveMerged, updateTickets } from './data/tickets.queries.ts';
import { describeAbout } from './people/describe-about.ts';
import { freshCode } from './people/ticket-code.ts';
import { namelessCtx, saveTicket } from './people/save-ticket.ts';
import {
  isDone,
  type AboutKind,
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
  /** Praise reached a colleague; `to`: their name. */
  | { does: 'pass_on'; by: Colleague; to: string }
  /** Of what the person wrote a ticket of its own is made, with what became of that. */
  | { does: 'split'; by: Colleague; kind: TicketKind; acts: readonly PastAct[] }
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
  /** null: a complaint is about the place where it happened, the others about nothing. */
  about: { kind: AboutKind; ref: string } | null;
  acts: readonly PastAct[];
}

/** Writes a ticket of the past with all that became of it: for samples. Nobody is told, and its code is known to nobody. @returns its id */
export async function savePastTicket(trx: Tx, ctx: Ctx, past: PastTicket): Promise<number> {
  const { acts, at, tags, element, about, ...rest } = past;
  const sent = { ...namelessCtx(ctx), db: trx, clock: { now: () => at } };
  const isPlace = about === null && rest.kind === 'complaint';
  const kept = isPlace
    ? { aboutKind: 'library' as const, aboutRef: String(rest.library.id), aboutLabel: rest.library.name }
    : await describeAbout(sent, about, rest);
  // who writes a mail proves nothing by it
  const proven = rest.via !== 'mail';
  const saved = await saveTicket(trx, sent, { ...rest, ...kept, code: freshCode(), language: 'id', proven });
  if (!saved) throw new Error('a code was drawn twice');
  const { id } = saved.ticket;
  await replaceTags(trx, id, tags);
  if (element !== null) await updateTickets(trx, [id], { element }, { isNews: false });
  await carryOutAll(trx, ctx, id, acts);
  return id;
}

async function carryOutAll(trx: Tx, ctx: Ctx, id: number, acts: readonly PastAct[]): Promise<void> {
  for (const act of acts) await carryOut(trx, ctx, id, act);
  const now = await findTicket(trx, id);
  if (now && !isDone(now.state)) await keepClocks(trx, now, ctx.clock.now());
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
    case 'pass_on':
      await write('note', m.service_praise_note({ name: act.to }));
      return;
    case 'split':
      await split(trx, { ...ctx, actor, clock }, thread, act);
      return;
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

async function split(
  trx: Tx,
  ctx: Ctx,
  thread: Thread,
  { kind, acts }: Extract<PastAct, { does: 'split' }>,
): Promise<void> {
  const { main } = thread;
  const { contactKind, contact, contactName, memberId, via, language, proven } = main;
  const text = (await selectMessages(trx, [main.id])).find(({ author }) => author === 'person')?.text ?? main.title;
  const saved = await saveTicket(trx, ctx, {
    ...{ code: freshCode(), kind, text, via, language, proven, contactKind, contact, contactName, memberId },
    ...{ library: { id: main.libraryId, timeZone: main.timeZone }, splitFromId: main.id },
    ...{ aboutKind: main.aboutKind, aboutRef: main.aboutRef, aboutLabel: main.aboutLabel },
  });
  if (!saved) throw new Error('a code was drawn twice');
  await changeTicket(trx, ctx, thread, {
    steps: [{ what: 'split', detail: saved.ticket.number }],
    keepsClocks: false,
  });
  await carryOutAll(trx, ctx, saved.ticket.id, acts);
}
