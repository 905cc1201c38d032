import { bulkLoanSlipPdf } from '#modules/lending/bulk-loans';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { pdfOr } from '#web/features/bulk-loans/pdf-or.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'loans.read' };

/** The slip of a bulk loan as PDF. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) =>
  pdfOr(ctx, async () => bulkLoanSlipPdf(ctx, services.config, idOf(params.id)));
