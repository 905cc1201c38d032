import { thankYouPdf } from '#modules/stock/acquisition';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { pdfResponse } from '#web/features/charges/parts/receipt-file.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'donations.manage' };

/** The letter of thanks. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) => {
  try {
    const { fileName, body } = await thankYouPdf(ctx, services.config, idOf(params.id), siteOrigin(services, url));
    return pdfResponse(fileName, body);
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
