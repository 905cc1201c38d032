import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { BroughtFigures, BroughtState } from './client.ts';
import { deleteStocktakes, insertPastCopies, insertPastStocktake, selectListed } from './data/brought.queries.ts';
import { trace } from './stocktake-support.ts';

/** A stocktake that another system has finished. */
export interface BroughtStocktake {
  name: string;
  startedAt: Date;
  endedAt: Date;
  /** null = it does not say who. */
  startedBy: string | null;
  figures: Omit<BroughtFigures, 'from'>;
}

/**
 * Takes over a finished stocktake of another system, in the caller's transaction; the caller has checked the permission. It is closed, has no minutes
 * of this house, and changes no copy: what came of it there is what copies were brought with.
 * @param by what is written where a person would stand
 */
export async function bringStocktake(
  trx: Tx,
  ctx: Ctx,
  libraryId: number,
  { name, startedAt, endedAt, startedBy, figures }: BroughtStocktake,
  by: string,
): Promise<number> {
  const id = await insertPastStocktake(trx, {
    ...{ libraryId, name, startedAt, endedAt, startedBy: startedBy ?? by, endedBy: by },
    brought: { from: by, ...figures },
  });
  await trace(trx, ctx, { id, libraryId }, 'stocktake.brought_in', { name });
  return id;
}

/** What it found of copies ({@link bringStocktake}). One that is listed already stays as it is. @returns ids of the copies that are new on its list */
export async function bringStocktakeCopies(
  trx: Tx,
  ctx: Ctx,
  stocktake: { id: number; libraryId: number },
  copies: readonly { itemId: number; state: BroughtState }[],
): Promise<Set<number>> {
  const ids = await insertPastCopies(trx, stocktake.id, copies);
  if (ids.length > 0) await trace(trx, ctx, stocktake, 'stocktake.brought_in', { copies: ids.length });
  return new Set(ids);
}

/** Which of these copies are on the list of a stocktake; the caller has checked the permission. */
export const copiesListedIn = async (
  { db }: { db: Db | Tx },
  stocktakeId: number,
  itemIds: readonly number[],
): Promise<Set<number>> => selectListed(db, stocktakeId, itemIds);

/** Takes stocktakes of another system back with their lists, in the caller's transaction, which holds them; the caller has checked the permission. */
export async function takeBackStocktakes(trx: Tx, ctx: Ctx, ids: readonly number[]): Promise<void> {
  await deleteStocktakes(trx, ids);
  const count = { entityId: 'all', after: { stocktakes: ids.length } };
  await recordAudit(trx, ctx, { action: 'stocktake.taken_back', entity: 'stocktake', ...count });
}
