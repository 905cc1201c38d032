import { authorize, authorizeAnywhere, can, seenLibraries, servedLibraries, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { decodeCursor, toPage } from '#platform/requests/http';
import { z } from 'zod';
import type { Hold, HoldStatus, Transit } from '../client.ts';
import {
  countQueue,
  findHoldView,
  selectHolds,
  selectHoldsOfMember,
  selectQueueViews,
  selectShelf,
  selectTitleQueues,
  type TitleQueue,
} from '../data/hold-views.queries.ts';
import { findTransitView, selectTransits, type TransitFilter } from '../data/transits.queries.ts';
import { circulationErrors } from '../errors.ts';
import { seenMember } from '../member-access.ts';
import { withoutStranger } from '../served-members.ts';

const afterId = z.tuple([z.number()]);

export interface HoldQuery {
  memberNumber?: string;
  bibId?: number;
  libraryId?: number;
  status?: HoldStatus;
  cursor?: string;
  limit: number;
}
/**
 * Holds, newest first. Needs `loans.read` at the library where they are collected; about one member or one title at any. Members see their
 * own, a school's staff those of their pupils.
 */
export async function listHolds(ctx: Ctx, query: HoldQuery): Promise<{ data: Hold[]; next: string | null }> {
  const { actor } = ctx;
  if (actor.kind === 'member' && query.memberNumber !== undefined && query.memberNumber !== actor.number) {
    throw platformErrors.forbidden();
  }
  const memberNumber = actor.kind === 'member' ? actor.number : query.memberNumber;
  const beforeId = decodeCursor(query.cursor, afterId)?.[0];
  const rows = await selectHolds(ctx.db, {
    limit: query.limit,
    now: ctx.clock.now(),
    homes: servedLibraries(actor, 'loans.read'),
    ...(memberNumber !== undefined && { memberNumber }),
    ...(query.bibId !== undefined && { bibId: query.bibId }),
    pickupLibraryIds: pickedUpAt(ctx, query),
    ...(query.status !== undefined && { statuses: [query.status] }),
    ...(beforeId !== undefined && { beforeId }),
  });
  return toPage(rows, query.limit, (hold) => [hold.id]);
}

function pickedUpAt(ctx: Ctx, { libraryId, memberNumber, bibId }: HoldQuery): readonly number[] | null {
  if (ctx.actor.kind === 'member') return libraryId === undefined ? null : [libraryId];
  if (libraryId !== undefined || (memberNumber === undefined && bibId === undefined)) {
    return seenLibraries(ctx, 'loans.read', libraryId);
  }
  authorizeAnywhere(ctx, 'loans.read');
  return null;
}

/** One hold. Needs `loans.read`, or the member's own session. Throws `circulation.hold_not_found`. */
export async function getHold(ctx: Ctx, id: number): Promise<Hold> {
  if (ctx.actor.kind !== 'member') authorizeAnywhere(ctx, 'loans.read');
  const hold = await findHoldView(ctx.db, id, ctx.clock.now());
  if (!hold || (ctx.actor.kind === 'member' && ctx.actor.number !== hold.memberNumber)) {
    throw circulationErrors.holdNotFound();
  }
  if (!serves(ctx.actor, 'loans.read', hold.memberHomeLibraryId)) throw circulationErrors.holdNotFound();
  return hold;
}

/** What a member waits for now, what is ready first. Needs `loans.read`, or the session of the member or the guardian. */
export async function listHoldsOfMember(ctx: Ctx, memberNumber: string): Promise<Hold[]> {
  const { member } = await seenMember(ctx, 'loans.read', memberNumber);
  return selectHoldsOfMember(ctx.db, member.id, ctx.clock.now());
}

/** The queue of a title in its order, those first for whom a copy is ready or on its way. Needs `loans.read`. */
export async function listQueue(ctx: Ctx, bibId: number): Promise<Hold[]> {
  authorizeAnywhere(ctx, 'loans.read');
  const queue = await selectQueueViews(ctx.db, bibId, ctx.clock.now());
  return queue.map((hold) => withoutStranger(ctx.actor, 'loans.read', hold));
}

/** Titles that people wait for, the longest queue first. Needs `loans.read`. */
export async function listTitleQueues(ctx: Ctx, limit = 200): Promise<TitleQueue[]> {
  authorizeAnywhere(ctx, 'loans.read');
  return selectTitleQueues(ctx.db, limit);
}

/** How many are in the queue of a title. Open to everyone: it names nobody. */
export const queueLength = async (ctx: Pick<Ctx, 'db'>, bibId: number): Promise<number> => countQueue(ctx.db, bibId);

/** The hold shelf of a library: what has to go first, first. Needs `loans.read` there. */
export async function listHoldShelf(ctx: Ctx, libraryId: number): Promise<Hold[]> {
  authorize(ctx, 'loans.read', libraryId);
  const shelf = await selectShelf(ctx.db, libraryId, ctx.clock.now());
  return shelf.map((hold) => withoutStranger(ctx.actor, 'loans.read', hold));
}

/** One journey. Needs `loans.read` at either end. Throws `circulation.transit_not_found`. */
export async function getTransit(ctx: Ctx, id: number): Promise<Transit> {
  authorizeAnywhere(ctx, 'loans.read');
  const transit = await findTransitView(ctx.db, id);
  if (!transit) throw circulationErrors.transitNotFound();
  if (!can(ctx.actor, 'loans.read', transit.fromLibrary.id)) authorize(ctx, 'loans.read', transit.toLibrary.id);
  return transit;
}

export type TransitQuery = Omit<TransitFilter, 'beforeId' | 'ends'> & { cursor?: string };
/** Copies on their way, newest first. Needs `loans.read` at an end that is named, else shows those of all libraries for which it is held. */
export async function listTransits(ctx: Ctx, query: TransitQuery): Promise<{ data: Transit[]; next: string | null }> {
  const ends = seenLibraries(ctx, 'loans.read', query.fromLibraryId ?? query.toLibraryId);
  const { cursor, ...filter } = query;
  const beforeId = decodeCursor(cursor, afterId)?.[0];
  const rows = await selectTransits(ctx.db, { ...filter, ends, ...(beforeId !== undefined && { beforeId }) });
  return toPage(rows, query.limit, (transit) => [transit.id]);
}
