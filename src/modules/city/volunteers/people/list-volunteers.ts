import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { seenLibraries } from '#platform/rights/authorize';
import type { Volunteer, VolunteerState } from '../client.ts';
import { selectMonths } from '../data/places.queries.ts';
import { selectVolunteers } from '../data/volunteers.queries.ts';
import { looksAfter } from './held-volunteer.ts';

/** Volunteers of a state, the newest first, at the libraries where the actor may look after them. Needs `volunteers.manage`. */
export async function listVolunteers(
  ctx: Ctx,
  { state, libraryId }: { state: VolunteerState; libraryId?: number | undefined },
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ data: Volunteer[]; next: string | null }> {
  const libraryIds = seenLibraries(ctx, 'volunteers.manage', libraryId);
  const beforeId = decodeCursor(cursor, z.tuple([z.int()]))?.[0] ?? null;
  const rows = await selectVolunteers(ctx.db, { state, libraryIds, beforeId, limit: limit + 1 });
  return toPage(rows, limit, ({ id }) => [id]);
}

/** One of them with their hours by months. Needs `volunteers.manage` at their library. Throws `volunteers.not_found`. */
export async function getVolunteer(
  ctx: Ctx,
  id: number,
): Promise<Volunteer & { months: { month: string; minutes: number }[] }> {
  const found = await looksAfter(ctx, id);
  return { ...found, months: await selectMonths(ctx.db, id, found.library.timeZone) };
}
