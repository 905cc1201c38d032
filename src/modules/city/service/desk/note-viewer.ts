import { accountOf, type Ctx } from '#platform/context';
import { findTicket } from '../data/tickets.queries.ts';
import { noteViewer, selectViewers } from '../data/viewers.queries.ts';
import { serviceErrors } from '../errors.ts';
import { authorizeTicket } from '../rights.ts';

/** A page that is open says so three times in this time. */
const GONE_SECONDS = 60;

export interface Viewer {
  name: string;
  /** They have begun an answer. */
  writes: boolean;
}

/**
 * Says that whoever asks has a ticket open (and has begun an answer), and tells who else has: two who would answer at once see each other before
 * one sends. It is no trace: after a minute nobody is told of it, after a day it is gone. Throws `service.ticket_not_found`, `platform.forbidden`.
 */
export async function showPresence(ctx: Ctx, id: number, { writes }: { writes: boolean }): Promise<Viewer[]> {
  const accountId = await viewerOf(ctx, id);
  if (accountId === null) return [];
  await noteViewer(ctx.db, { ticketId: id, accountId, writes });
  return others(ctx, id, accountId);
}

/** Who else has a ticket open, without being seen. Throws as {@link showPresence}. */
export async function listViewers(ctx: Ctx, id: number): Promise<Viewer[]> {
  const accountId = await viewerOf(ctx, id);
  return accountId === null ? [] : others(ctx, id, accountId);
}

async function viewerOf(ctx: Ctx, id: number): Promise<number | null> {
  const ticket = await findTicket(ctx.db, id);
  if (!ticket) throw serviceErrors.ticketNotFound();
  authorizeTicket(ctx, ticket);
  return accountOf(ctx.actor);
}

const others = async ({ db }: Ctx, ticketId: number, besides: number): Promise<Viewer[]> =>
  selectViewers(db, { ticketId, besides, seconds: GONE_SECONDS });
