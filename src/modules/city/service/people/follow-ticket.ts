import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import type { Services } from '#platform/services';
import { CLOSES_AFTER_DAYS, type FollowedTicket, type OwnTicket } from '../client.ts';
import { findFile, selectMessages, type StoredMessage } from '../data/messages.queries.ts';
import {
  findTicket,
  selectPartsOf,
  selectSteps,
  selectTicketsOf,
  type StoredStep,
  type Ticket,
} from '../data/tickets.queries.ts';
import { serviceErrors } from '../errors.ts';
import { clocksOf } from '../rules/clocks.ts';
import { isDone, isSeenByPerson } from '../rules/states.ts';
import { serviceTargets, workingHoursOf } from '../working-hours.ts';
import { findOwn, type OwnKey } from './find-own.ts';

const DAY_MS = 86_400_000;

/** What may be read of a ticket by whoever sent it: its own words, and from a merging on those that the library says to all. */
async function readable({ db }: Ctx, ticket: Ticket): Promise<{ messages: StoredMessage[]; steps: StoredStep[] }> {
  const { id, mergedIntoId } = ticket;
  const ids = mergedIntoId === null ? [id] : [id, mergedIntoId];
  const [messages, steps] = [await selectMessages(db, ids), await selectSteps(db, ids)];
  const mergedAt = steps.findLast(({ ticketId, what }) => ticketId === id && what === 'merged')?.at;
  const isShared = (of: number, at: Date): boolean => of === id || (mergedAt !== undefined && at >= mergedAt);
  return {
    messages: messages
      .filter(({ ticketId, author, writtenAt }) =>
        ticketId === id ? author !== 'note' : author === 'staff' && isShared(ticketId, writtenAt),
      )
      .sort((a, b) => a.writtenAt.getTime() - b.writtenAt.getTime() || a.id - b.id),
    steps: steps
      .filter(({ ticketId, what, at }) => isSeenByPerson(what) && isShared(ticketId, at))
      // what another person of the same merging wrote is theirs
      .filter(({ ticketId, what }) => ticketId === id || !['wrote', 'rated', 'merged'].includes(what))
      .sort((a, b) => a.at.getTime() - b.at.getTime()),
  };
}

/**
 * A ticket for whoever sent it, by its code or by their account. Throws `service.ticket_not_found`, `platform.too_many_requests`.
 */
export async function followTicket(ctx: Ctx, key: OwnKey): Promise<FollowedTicket> {
  const ticket = await findOwn(ctx, key);
  const now = ctx.clock.now();
  const { messages, steps } = await readable(ctx, ticket);
  const main = ticket.mergedIntoId === null ? ticket : ((await findTicket(ctx.db, ticket.mergedIntoId)) ?? ticket);
  const own = await selectSteps(ctx.db, [main.id]);
  const hours = await workingHoursOf(
    ctx.db,
    main.libraryId,
    new Date(Math.min(ticket.createdAt.getTime(), main.clockFrom.getTime())),
    now,
  );
  const mergedAt = steps.findLast(({ ticketId, what }) => ticketId === ticket.id && what === 'merged')?.at;
  // an answer from before the merging was for others
  const isOlder = main.id !== ticket.id && mergedAt !== undefined && (main.firstAnsweredAt ?? now) < mergedAt;
  const clocked = {
    ...main,
    createdAt: ticket.createdAt,
    firstAnsweredAt: isOlder ? ticket.firstAnsweredAt : main.firstAnsweredAt,
  };
  const targets = await serviceTargets(ctx.db);
  const { number, kind, state, title, contactKind, createdAt, rating, ratingWords, resolvedAt } = ticket;
  const ended = isDone(state);
  const { aboutKind, aboutRef, aboutLabel } = ticket;
  return {
    ...{ number, kind, state, title, contactKind, createdAt, rating, ratingWords },
    library: { id: main.libraryId, name: main.libraryName, timeZone: main.timeZone },
    about: aboutKind && { kind: aboutKind, ref: aboutRef, label: aboutLabel },
    messages: messages.map(({ id, author, staffName, text, writtenAt, files }) => ({
      ...{ id, byPerson: author === 'person', staffName, text, writtenAt, files },
    })),
    steps: steps.map(({ at, what, detail }) => ({ at, what, detail })),
    clocks: clocksOf(clocked, { steps: own, target: targets[main.kind], hours, now }),
    closesAt: state === 'resolved' && resolvedAt ? new Date(resolvedAt.getTime() + CLOSES_AFTER_DAYS * DAY_MS) : null,
    isMerged: ticket.mergedIntoId !== null,
    changeText: main.changeText,
    handedTo: main.handedTo,
    handedNumber: main.handedNumber,
    mayWrite: !ended,
    mayRate: ended && rating === null,
    mayReopen: ended,
    parts: (await selectPartsOf(ctx.db, ticket.id)).map((part) => ({
      number: part.number,
      title: part.title,
      state: part.state,
    })),
  };
}

const MOST_OWN = 100;

/** A page of what the member who is signed in has sent with their account, the latest first; of anybody else nothing. */
export async function pageOwnTickets(
  ctx: Ctx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ data: OwnTicket[]; next: string | null }> {
  if (ctx.actor.kind !== 'member') return { data: [], next: null };
  const [beforeId = null] = decodeCursor(cursor, z.tuple([z.int()])) ?? [];
  const rows = await selectTicketsOf(ctx.db, ctx.actor.id, { beforeId, limit: limit + 1 });
  const { data, next } = toPage(rows, limit, ({ id }) => [id]);
  const own = data.map(({ number, kind, state, title, createdAt, rating }) => ({
    ...{ number, kind, state, title, createdAt },
    waitsForMe: state === 'waiting_patron' || (state === 'resolved' && rating === null),
  }));
  return { data: own, next };
}

/** The latest of them, as many as a page shows. */
export const listOwnTickets = async (ctx: Ctx): Promise<OwnTicket[]> =>
  (await pageOwnTickets(ctx, { limit: MOST_OWN })).data;

/** A file of a message that the sender of the ticket may read. Throws `service.file_not_found`, `service.ticket_not_found`. */
export async function openOwnFile(
  ctx: Ctx,
  { storage }: Pick<Services, 'storage'>,
  { fileId, ...key }: OwnKey & { fileId: number },
) {
  const ticket = await findOwn(ctx, key);
  const { messages } = await readable(ctx, ticket);
  const isReadable = messages.some(({ files }) => files.some(({ id }) => id === fileId));
  const file = isReadable ? await findFile(ctx.db, fileId) : undefined;
  if (!file) throw serviceErrors.fileNotFound();
  return { mediaType: file.mediaType, stream: storage.open(file.fileKey) };
}
