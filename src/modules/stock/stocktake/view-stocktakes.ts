import { z } from 'zod';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import type { CopyState, ListedCopy, Stocktake, StocktakeDetail, StocktakeResult } from './client.ts';
import {
  countStates,
  countStrays,
  findStocktake,
  revisionOf,
  selectCopies,
  selectResults,
  selectShelves,
  selectStocktakes,
} from './data/stocktake-views.queries.ts';
import { stocktakeErrors } from './errors.ts';

/** Stocktakes, newest first. Needs `stocktakes.run` (at the library that is asked about). */
export async function listStocktakes(
  ctx: Ctx,
  query: { libraryId?: number; cursor?: string; limit: number },
): Promise<{ data: Stocktake[]; next: string | null }> {
  const { libraryId, cursor, limit } = query;
  authorize(ctx, 'stocktakes.run', libraryId ?? null);
  const beforeId = decodeCursor(cursor, z.tuple([z.number()]))?.[0] ?? null;
  const rows = await selectStocktakes(ctx.db, { libraryId: libraryId ?? null, beforeId, limit });
  return toPage(rows, limit, ({ id }) => [id]);
}

/** A stocktake for whoever may see those of its library. Throws `stocktake.not_found`. */
export async function readStocktake(ctx: Ctx, id: number): Promise<Stocktake> {
  const stocktake = await findStocktake(ctx.db, id);
  if (!stocktake) throw stocktakeErrors.notFound();
  authorize(ctx, 'stocktakes.run', stocktake.library.id);
  return stocktake;
}

/**
 * A stocktake with how far it is. Needs `stocktakes.run`. After the approval the counts are those of today's shelves; what was found
 * then is in the minutes. Throws `stocktake.not_found`.
 */
export async function getStocktake(ctx: Ctx, id: number): Promise<StocktakeDetail> {
  const stocktake = await readStocktake(ctx, id);
  const counts = await countStates(ctx.db, id);
  return {
    ...stocktake,
    counts,
    expected: Object.values(counts).reduce((sum, count) => sum + count, 0),
    strays: await countStrays(ctx.db, id),
    shelves: await selectShelves(ctx.db, id),
    revision: await revisionOf(ctx.db, id),
  };
}

/** Copies of a list, in the order of the shelves. Needs `stocktakes.run`. Throws `stocktake.not_found`. */
export async function listStocktakeCopies(
  ctx: Ctx,
  id: number,
  filter: { states?: readonly CopyState[]; spaceId?: number; afterItemId?: number | null; limit: number },
): Promise<ListedCopy[]> {
  await readStocktake(ctx, id);
  return selectCopies(ctx.db, id, filter);
}

/** What the approval changed. Needs `stocktakes.run`. Throws `stocktake.not_found`. */
export async function listResults(ctx: Ctx, id: number): Promise<StocktakeResult[]> {
  await readStocktake(ctx, id);
  return selectResults(ctx.db, id);
}
