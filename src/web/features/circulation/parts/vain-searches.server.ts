import { zoneOf } from '#modules/ground/libraries';
import { listZeroResults } from '#modules/collection/search';
import type { Ctx } from '#platform/context';
import { addDays, localDate } from '#shared/dates';

/** How far back vain searches are gathered, in days. */
const LOOKED_BACK = 30;

/** What readers looked for in vain in the last weeks, the most wanted first. */
export async function vainSearches(ctx: Ctx, limit: number): ReturnType<typeof listZeroResults> {
  return listZeroResults(ctx, { since: addDays(localDate(ctx.clock.now(), await zoneOf(ctx)), -LOOKED_BACK), limit });
}
