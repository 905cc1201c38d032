import { contributionLetterPdf } from '#modules/city/partners';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { pdfResponse } from '#web/features/charges/parts/receipt-file.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

/** The receipt of a contribution. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) => {
  try {
    const asked = { id: idOf(params.id), which: 'receipt', origin: siteOrigin(services, url) } as const;
    const { fileName, body } = await contributionLetterPdf(ctx, services.config, asked);
    return pdfResponse(fileName, body);
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
