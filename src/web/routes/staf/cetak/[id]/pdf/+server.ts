import { batchPdf } from '#modules/stock/printing';
import type { PageAccess } from '#platform/rights/access';
import { pdfOr } from '#web/features/bulk-loans/pdf-or.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'printing.print' };

/** A batch of labels as PDF. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) =>
  pdfOr(ctx, async () => batchPdf(ctx, { ...services, origin: siteOrigin(services, url) }, idOf(params.id)));
