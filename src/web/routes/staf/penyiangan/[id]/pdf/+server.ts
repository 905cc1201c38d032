import { weedingMinutesPdf } from '#modules/stock/stocktake';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { fileAnswer } from '#web/features/stocktake/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'items.withdraw' };

/** The minutes of a weeding as PDF. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) =>
  fileAnswer(ctx, async () => weedingMinutesPdf(ctx, services.config, idOf(params.id)));
