import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { libraryOf, peopleOn } from '../count-visit.ts';
import { selectOrigins } from '../data/visits.queries.ts';

const ORIGINS = 40;

/** What the page at a door shows: how many have come today, and from where groups come. Needs `visits.record` at the library. */
export async function viewDoor(ctx: Ctx, libraryId: number): Promise<{ today: number; origins: string[] }> {
  authorize(ctx, 'visits.record', libraryId);
  const library = await libraryOf(ctx, libraryId);
  const [today, origins] = await Promise.all([
    peopleOn(ctx.db, library, ctx.clock.now()),
    selectOrigins(ctx.db, libraryId, ORIGINS),
  ]);
  return { today, origins: origins.map(({ origin }) => origin) };
}
