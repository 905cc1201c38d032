import { stocktakeMinutesPdf } from '#modules/stock/stocktake';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { fileAnswer } from '#web/features/stocktake/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'stocktakes.run' };

/** The minutes of a stocktake as PDF. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) =>
  fileAnswer(ctx, async () => stocktakeMinutesPdf(ctx, services.config, idOf(params.id)));
