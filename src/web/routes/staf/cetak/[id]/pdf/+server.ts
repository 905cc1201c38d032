import { batchPdf } from '#modules/printing';
import { pdfOr } from '#web/bulk-loans/pdf-or.server.ts';
import { idOf } from '#web/id-param.server.ts';
import type { RequestHandler } from './$types';

/** A batch of labels as PDF. */
export const GET: RequestHandler = ({ locals: { ctx, services }, params, url }) =>
  pdfOr(ctx, () => batchPdf(ctx, { ...services, origin: url.origin }, idOf(params.id)));
