import { askStocktakeSheet } from '#modules/stock/stocktake';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'stocktakes.run' };

/** What was not found, as XLSX. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) =>
  madeFile(ctx, async () => askStocktakeSheet(ctx, services.heavy, idOf(params.id)));
