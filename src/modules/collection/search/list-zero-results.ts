import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { selectZeroResults } from './data/zero-results.queries.ts';

/**
 * What was looked for in vain, most often first: titles to buy and words to add. Who looked is not known. Needs
 * `catalog.read`. @param since first day, YYYY-MM-DD
 */
export async function listZeroResults(
  ctx: Ctx,
  input: { since: string; limit?: number },
): Promise<{ query: string; count: number; lastDay: string }[]> {
  authorizeAnywhere(ctx, 'catalog.read');
  return selectZeroResults(ctx.db, input.since, input.limit ?? 100);
}
