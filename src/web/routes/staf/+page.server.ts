import { deskCounts, listOverdue } from '#modules/lending/circulation';
import { zoneOf } from '#modules/ground/libraries';
import { retentionNews } from '#modules/people/members';
import { listZeroResults } from '#modules/collection/search';
import type { PageAccess } from '#platform/rights/access';
import { can, canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { addDays, localDate } from '#shared/dates';
import { openPlaces } from '#web/kit/frame/staff-menu.server.ts';
import { waitingAt } from '#web/kit/frame/waiting.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'account';

/** How far back vain searches are gathered, in days, and how many are shown. */
const LOOKED_BACK = 30;
const SHOWN = 10;
/** More than this many are not counted one by one. */
const COUNTED = 100;

/** Today's figures of the library where this person works. */
async function today(ctx: Ctx) {
  const { libraryId } = ctx;
  if (libraryId === null || !can(ctx.actor, 'loans.read', libraryId)) return null;
  const [counts, overdue] = await Promise.all([
    deskCounts(ctx, libraryId),
    listOverdue(ctx, { libraryId, limit: COUNTED }),
  ]);
  return { ...counts, overdue: overdue.data.length, overdueIsMore: overdue.next !== null };
}

/** What waits for this person today, each with its line and where it is done; counted now. */
async function waiting(ctx: Ctx) {
  const open = await openPlaces(ctx.actor);
  const counts = await waitingAt(ctx, open, { desk: ctx.libraryId, fresh: true });
  return open.flatMap(({ href, waits }) => {
    const count = counts.get(href);
    return waits && count !== undefined ? [{ href, says: waits.says({ count }) }] : [];
  });
}

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const since = addDays(localDate(ctx.clock.now(), await zoneOf(ctx)), -LOOKED_BACK);
  const [figures, todo, vain, kept] = await Promise.all([
    today(ctx),
    waiting(ctx),
    canAnywhere(ctx.actor, 'catalog.read') ? listZeroResults(ctx, { since, limit: SHOWN }) : null,
    retentionNews(ctx),
  ]);
  return { figures, todo, vain, kept };
};
