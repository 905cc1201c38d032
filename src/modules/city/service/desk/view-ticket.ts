import { contactMembers } from '#modules/people/members';
import { guestCalls, noteGuestCall, type GuestCall } from '#modules/people/notifications';
import { accountOf, actorName, type Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import type { TicketClocks } from '../client.ts';
import { selectAlike } from '../data/about.queries.ts';
import { selectLinked, selectTags, selectWatchers } from '../data/desk.queries.ts';
import { findFile, selectMessages, type StoredMessage } from '../data/messages.queries.ts';
import { selectCannedAnswers, type CannedAnswer } from '../data/settings.queries.ts';
import {
  findTicket,
  findTicketByNumber,
  selectMergedInto,
  selectPartsOf,
  selectSteps,
  selectTickets,
  type StoredStep,
  type Ticket,
} from '../data/tickets.queries.ts';
import { serviceErrors } from '../errors.ts';
import { authorizeTicket, mayAnswer, seenTickets } from '../rights.ts';
import { clocksOf } from '../rules/clocks.ts';
import { isDone } from '../rules/states.ts';
import { fillCanned } from '../rules/fill-canned.ts';
import { aboutTicket } from '../tell.ts';
import { serviceTargets, workingHoursOf } from '../working-hours.ts';
import { takeForWork, traceWork } from './answer-ticket.ts';
import { praisedStaff } from './pass-on.ts';
import { colleaguesFor } from './share-work.ts';

export interface Neighbour {
  id: number;
  number: string;
  title: string;
  kind: Ticket['kind'];
  state: Ticket['state'];
}

/** A ticket with all that staff work by. */
export interface TicketDetail extends Ticket {
  /** '' = without a name, or forgotten. */
  senderName: string;
  /** The card of the member who sent it with their account. */
  memberNumber: string | null;
  messages: (StoredMessage & { ofNumber: string })[];
  steps: StoredStep[];
  clocks: TicketClocks;
  watchers: { id: number; name: string }[];
  watches: boolean;
  tags: string[];
  linked: Neighbour[];
  merged: (Neighbour & { senderName: string })[];
  parts: Neighbour[];
  mergedInto: Neighbour | null;
  splitFrom: Neighbour | null;
}

const neighbour = ({ id, number, title, kind, state }: Ticket): Neighbour => ({ id, number, title, kind, state });

/** Names by member and contact; who gave none has none. */
async function namesOf({ db }: Ctx, tickets: readonly Ticket[]) {
  const members = await contactMembers(
    db,
    tickets.flatMap(({ memberId }) => memberId ?? []),
  );
  return ({ memberId, contactName, contact }: Ticket) => {
    const member = memberId === null ? undefined : members.get(memberId);
    return { senderName: member?.fullName ?? (contactName === '' ? contact : contactName), member };
  };
}

/** A ticket for who may answer it. Throws `service.ticket_not_found`, `platform.forbidden`. */
export async function viewTicket(ctx: Ctx, id: number): Promise<TicketDetail> {
  const ticket = await findTicket(ctx.db, id);
  if (!ticket) throw serviceErrors.ticketNotFound();
  authorizeTicket(ctx, ticket);
  const now = ctx.clock.now();
  const merged = await selectMergedInto(ctx.db, id);
  const all = [ticket, ...merged];
  const numbers = new Map(all.map((one) => [one.id, one.number]));
  const messages = await selectMessages(ctx.db, [...numbers.keys()]);
  const steps = await selectSteps(ctx.db, [id]);
  const hours = await workingHoursOf(ctx.db, ticket.libraryId, ticket.createdAt, now);
  const targets = await serviceTargets(ctx.db);
  const watchers = await selectWatchers(ctx.db, id);
  const linked = await selectTickets(ctx.db, await selectLinked(ctx.db, id));
  const around = await selectTickets(
    ctx.db,
    [ticket.mergedIntoId, ticket.splitFromId].flatMap((one) => one ?? []),
  );
  const nameOf = await namesOf(ctx, all);
  // where one may not look, its number alone is told
  const known = (one: Ticket): Neighbour => (mayAnswer(ctx, one) ? neighbour(one) : { ...neighbour(one), title: '' });
  const at = (other: number | null): Neighbour | null => {
    const found = around.find((one) => one.id === other);
    return found ? known(found) : null;
  };
  const { senderName, member } = nameOf(ticket);
  return {
    ...ticket,
    ...{ senderName, memberNumber: member?.number ?? null, steps, watchers },
    messages: messages
      .map((message) => ({ ...message, ofNumber: numbers.get(message.ticketId) ?? ticket.number }))
      .sort((a, b) => a.writtenAt.getTime() - b.writtenAt.getTime() || a.id - b.id),
    clocks: clocksOf(ticket, { steps, target: targets[ticket.kind], hours, now }),
    watches: watchers.some((one) => one.id === accountOf(ctx.actor)),
    tags: await selectTags(ctx.db, id),
    // what is linked and may not be seen here is not named
    linked: linked.filter((one) => mayAnswer(ctx, one)).map(neighbour),
    merged: merged.map((one) => ({ ...neighbour(one), senderName: nameOf(one).senderName })),
    parts: (await selectPartsOf(ctx.db, id)).filter((one) => mayAnswer(ctx, one)).map(neighbour),
    mergedInto: at(ticket.mergedIntoId),
    splitFrom: at(ticket.splitFromId),
  };
}

/** What could be answered together with a ticket, while it is to be answered. */
async function alikeOf(ctx: Ctx, ticket: TicketDetail) {
  if (ticket.mergedIntoId !== null || isDone(ticket.state)) return [];
  const since = new Date(ctx.clock.now().getTime() - ALIKE_DAYS * 86_400_000);
  const near = [ticket, ...ticket.linked, ...ticket.parts, ...(ticket.splitFrom ? [ticket.splitFrom] : [])];
  const besides = near.map(({ id }) => id);
  return selectAlike(ctx.db, { title: ticket.title, besides }, seenTickets(ctx), { since, limit: ALIKE_MOST });
}

/** Others of so many days are shown when they say much the same. */
const ALIKE_DAYS = 90;
const ALIKE_MOST = 5;

/** What who answers a ticket chooses from: colleagues, canned answers with their fields filled in, tickets that say much the same, and for praise who may have earned it. Throws as {@link viewTicket}. */
export async function answerAids(ctx: Ctx, ticket: TicketDetail) {
  authorizeTicket(ctx, ticket);
  const { kind, number, libraryName, senderName } = ticket;
  // several senders are addressed by no name
  const nama = ticket.merged.length > 0 || senderName.includes('@') || /^\+\d/.test(senderName) ? '' : senderName;
  const fields = { nama, nomor: number, perpustakaan: libraryName, petugas: actorName(ctx.actor) };
  const canned = (await selectCannedAnswers(ctx.db)).filter((one) => one.kind === null || one.kind === kind);
  const said = ({ text, textEn }: CannedAnswer): string => (ticket.language === 'en' && textEn !== '' ? textEn : text);
  return {
    colleagues: await colleaguesFor(ctx, ticket),
    alike: await alikeOf(ctx, ticket),
    praised: kind === 'praise' ? await praisedStaff(ctx, ticket) : [],
    canned: canned.map((one) => ({ id: one.id, title: one.title, text: fillCanned(said(one), fields) })),
  };
}

/** The id of the ticket that has exactly this number; null where there is none, or whoever asks may not answer it. */
export async function ticketOfNumber(ctx: Ctx, number: string): Promise<number | null> {
  if (!/^k-\d{4}-\d{1,9}$/i.test(number.trim())) return null;
  const found = await findTicketByNumber(ctx.db, number.trim().toUpperCase());
  return found && mayAnswer(ctx, found) ? found.id : null;
}

/** The id of the ticket of a number, for who may answer it. Throws as {@link viewTicket}. */
export async function findByNumber(ctx: Ctx, number: string): Promise<number> {
  const found = await findTicketByNumber(ctx.db, number.trim().toUpperCase().slice(0, 40));
  if (!found) throw serviceErrors.ticketNotFound();
  authorizeTicket(ctx, found);
  return found.id;
}

/** A file of a message of a ticket, for who may answer it. Throws `service.file_not_found`, `platform.forbidden`. */
export async function openTicketFile(ctx: Ctx, { storage }: Pick<Services, 'storage'>, fileId: number) {
  const file = await findFile(ctx.db, fileId);
  const own = file && (await findTicket(ctx.db, file.ticketId));
  // of what was merged goes by where it is answered
  const ticket = own && own.mergedIntoId !== null ? await findTicket(ctx.db, own.mergedIntoId) : own;
  if (!ticket || !file) throw serviceErrors.fileNotFound();
  authorizeTicket(ctx, ticket);
  return { mediaType: file.mediaType, stream: storage.open(file.fileKey) };
}

/** Answers that did not go out by themselves: staff tell them. Throws as {@link viewTicket}. */
export async function sendersToCall(
  ctx: Ctx,
  needs: Pick<Services, 'config' | 'notices'>,
  id: number,
): Promise<GuestCall[]> {
  const { merged } = await viewTicket(ctx, id);
  return guestCalls(ctx, needs, [id, ...merged.map((one) => one.id)].map(aboutTicket));
}

/** Writes down that staff told it, once. Throws as {@link takeForWork}. @returns false when it was done already */
export async function noteSenderCalled(ctx: Ctx, id: number, messageId: number): Promise<boolean> {
  return ctx.db.transaction().execute(async (trx) => {
    const { main, merged } = await takeForWork(trx, ctx, id);
    const abouts = [main, ...merged].map((one) => aboutTicket(one.id));
    if ((await noteGuestCall(trx, ctx, messageId, abouts)) === undefined) return false;
    await traceWork(trx, ctx, main, 'ticket.told');
    return true;
  });
}
