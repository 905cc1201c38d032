import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { LocalDate } from '#shared/dates';
import { countJoined } from '../data/facts.queries.ts';

/** How many joined a library on each of some days, in their order. Needs `members.read` there. */
export async function joinedOn(ctx: Ctx, libraryId: number, days: readonly LocalDate[]): Promise<number[]> {
  authorize(ctx, 'members.read', libraryId);
  return countJoined(
    ctx.db,
    days.map((day) => ({ libraryId, from: day, to: day })),
  );
}
