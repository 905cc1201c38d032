import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { lockStocktake, type StocktakeRow } from './data/stocktakes.queries.ts';
import { stocktakeErrors } from './errors.ts';

/**
 * Locks a stocktake that still runs: many phones may hold it to scan, one person to end it.
 * Throws `stocktake.not_found`, `stocktake.ended`.
 */
export async function lockRunning(
  trx: Tx,
  ctx: Ctx,
  id: number,
  how: 'scan' | 'end',
  permission: 'stocktakes.run' | 'stocktakes.approve' = 'stocktakes.run',
): Promise<StocktakeRow> {
  const stocktake = await lockStocktake(trx, id, how);
  if (!stocktake) throw stocktakeErrors.notFound();
  authorize(ctx, permission, stocktake.libraryId);
  if (stocktake.status !== 'open') throw stocktakeErrors.ended({ name: stocktake.name });
  return stocktake;
}

export const trace = async (
  trx: Tx,
  ctx: Ctx,
  stocktake: Pick<StocktakeRow, 'id' | 'libraryId'>,
  action: string,
  after: object,
): Promise<void> =>
  recordAudit(trx, ctx, {
    action,
    entity: 'stocktake',
    entityId: stocktake.id,
    libraryId: stocktake.libraryId,
    after,
  });
