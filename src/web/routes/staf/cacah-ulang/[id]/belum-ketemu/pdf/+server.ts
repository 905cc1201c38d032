import { notFoundPdf } from '#modules/stock/stocktake';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { fileAnswer } from '#web/features/stocktake/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'stocktakes.run' };

/** What was not found yet, on paper. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) =>
  fileAnswer(ctx, async () => notFoundPdf(ctx, services.config, idOf(params.id)));
