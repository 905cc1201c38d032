import { bulkLoanSlipPdf } from '#modules/bulk-loans';
import { idOf } from '#web/id-param.server.ts';
import { pdfOr } from '#web/bulk-loans/pdf-or.server.ts';
import type { RequestHandler } from './$types';

/** The slip of a bulk loan as PDF. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) =>
  pdfOr(ctx, async () => bulkLoanSlipPdf(ctx, services.config, idOf(params.id)));
