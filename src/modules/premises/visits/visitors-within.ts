import { authorize, can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { TimeSpan } from '#shared/time-span';
import { countWithin } from './data/figures.queries.ts';

/** How many people came to a library within some times, in their order. Needs `visits.record` or `reports.read` there. */
export async function visitorsWithin(ctx: Ctx, libraryId: number, spans: readonly TimeSpan[]): Promise<number[]> {
  if (!can(ctx.actor, 'visits.record', libraryId)) authorize(ctx, 'reports.read', libraryId);
  return countWithin(ctx.db, libraryId, spans);
}
