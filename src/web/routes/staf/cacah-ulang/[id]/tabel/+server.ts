import { stocktakeSheet } from '#modules/stocktake';
import { idOf } from '#web/id-param.server.ts';
import { fileAnswer } from '#web/stocktake/file-answer.server.ts';
import type { RequestHandler } from './$types';

/** What was not found, as XLSX. */
export const GET: RequestHandler = ({ locals: { ctx }, params }) =>
  fileAnswer(ctx, () => stocktakeSheet(ctx, idOf(params.id)));
