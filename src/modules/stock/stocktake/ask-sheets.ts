import { z } from 'zod';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Answer, Heavy } from '#platform/background/heavy';
import { parseInput } from '#platform/requests/parse-input';
import type { Period } from './accession-register.ts';
import { periodInput } from './schema.ts';
import { readStocktake } from './view-stocktakes.ts';

export const REGISTER_SHEET = 'stocktake.register_sheet';
export const registerSheetAsked = z.object({ libraryId: z.number(), period: periodInput });
export const STOCKTAKE_SHEET = 'stocktake.sheet';
export const stocktakeSheetAsked = z.object({ id: z.number() });

/** Has the worker write the accession register of a period as a sheet. Needs `catalog.read` at the library. */
export async function askRegisterSheet(ctx: Ctx, heavy: Heavy, libraryId: number, period: Period): Promise<Answer> {
  authorize(ctx, 'catalog.read', libraryId);
  const input = { libraryId, period: parseInput(periodInput, period) };
  return heavy.ask(ctx, { kind: REGISTER_SHEET, input });
}

/** Has the worker write what a stocktake did not find as a sheet. Needs `stocktakes.run`. Throws `stocktake.not_found`. */
export async function askStocktakeSheet(ctx: Ctx, heavy: Heavy, id: number): Promise<Answer> {
  await readStocktake(ctx, id);
  return heavy.ask(ctx, { kind: STOCKTAKE_SHEET, input: { id } });
}
