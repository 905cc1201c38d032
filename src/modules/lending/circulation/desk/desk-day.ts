import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { getLibrary } from '#modules/ground/libraries';
import { instantAt, localDate } from '#shared/dates';
import type { TimeSpan } from '#shared/time-span';
import { countDesk, countDeskWithin, selectDeskEvents, type DeskEvent } from '../data/loan-views.queries.ts';
import { accountIdOf } from '../lend-support.ts';
import { withoutStranger } from '../served-members.ts';

/** How much the library has lent, taken back and renewed today. Needs `loans.read` there. */
export async function deskCounts(ctx: Ctx, libraryId: number) {
  authorize(ctx, 'loans.read', libraryId);
  const { timeZone } = await getLibrary(ctx, libraryId);
  const midnight = instantAt(localDate(ctx.clock.now(), timeZone), 0, timeZone);
  return countDesk(ctx.db, libraryId, midnight);
}

/** How much the library lent and took back within some times, in their order. Needs `loans.read` there. */
export async function deskWithin(
  ctx: Ctx,
  libraryId: number,
  spans: readonly TimeSpan[],
): ReturnType<typeof countDeskWithin> {
  authorize(ctx, 'loans.read', libraryId);
  return countDeskWithin(ctx.db, libraryId, spans);
}

/** What this account has done since an instant, newest first; only with one member where a number is given. */
export async function listDeskEvents(
  ctx: Ctx,
  query: { since: Date; memberNumber: string | null; limit?: number },
): Promise<DeskEvent[]> {
  authorizeAnywhere(ctx, 'loans.read');
  const accountId = accountIdOf(ctx.actor);
  if (accountId === null) return [];
  const events = await selectDeskEvents(ctx.db, { limit: 50, ...query, accountId });
  return events.map((event) => withoutStranger(ctx.actor, 'loans.read', event));
}
