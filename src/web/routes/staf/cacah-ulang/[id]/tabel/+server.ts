import { stocktakeSheet } from '#modules/stocktake';
import type { PageAccess } from '#platform/access';
import { idOf } from '#web/id-param.server.ts';
import { fileAnswer } from '#web/stocktake/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'stocktakes.run' };

/** What was not found, as XLSX. */
export const GET: RequestHandler = async ({ locals: { ctx }, params }) =>
  fileAnswer(ctx, async () => stocktakeSheet(ctx, idOf(params.id)));
