import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { selectZeroResults, type VainSearch, type VainSearchPlace } from '../data/zero-results.queries.ts';

/**
 * What was looked for in vain, most often first: titles to buy, words to add, questions to answer. Who looked is not known. Needs
 * `catalog.read`. @param since first day, YYYY-MM-DD
 */
export async function listZeroResults(
  ctx: Ctx,
  { since, limit = 100, place = 'catalogue' }: { since: string; limit?: number; place?: VainSearchPlace },
): Promise<VainSearch[]> {
  authorizeAnywhere(ctx, 'catalog.read');
  return selectZeroResults(ctx.db, { place, since, limit });
}
