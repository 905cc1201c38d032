import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { selectZeroResults } from '../data/zero-results.queries.ts';

/** Where something was looked for: in the catalogue, or among questions and answers. */
export type VainSearchPlace = 'catalogue' | 'answers';

/** What was looked for in vain, how often, and when last (YYYY-MM-DD). */
export interface VainSearch {
  query: string;
  count: number;
  lastDay: string;
}

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
