import type { Ctx } from '#platform/context';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { getSettings } from '#modules/ground/libraries';
import { selectBibForItems } from '../data/bibs.queries.ts';
import { catalogErrors } from '../errors.ts';
import { buildCallNumber } from '../rules/build-call-number.ts';

/**
 * The call number that a new copy of a record would get, or null while it has no class number. Needs `catalog.read`.
 * Refuses `catalog.bib_not_found`.
 */
export async function previewCallNumber(ctx: Ctx, input: { bibId: number; itemType: string }): Promise<string | null> {
  authorizeAnywhere(ctx, 'catalog.read');
  return ctx.db.transaction().execute(async (trx) => {
    const bib = await selectBibForItems(trx, input.bibId);
    if (!bib) throw catalogErrors.bibNotFound();
    return buildCallNumber(bib, input.itemType, (await getSettings(trx)).callNumberPolicy);
  });
}
