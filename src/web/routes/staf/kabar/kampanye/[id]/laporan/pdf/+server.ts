import { campaignPdf } from '#modules/city/campaigns';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import type { PageAccess } from '#platform/rights/access';
import { pdfResponse } from '#web/features/charges/parts/receipt-file.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['campaigns.manage', 'campaigns.approve'] };

/** The report on paper, in the language of `?bahasa=`. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url: { searchParams } }) => {
  try {
    const { fileName, body } = await campaignPdf(ctx, services.config, {
      id: idOf(params.id),
      locale: searchParams.get('bahasa') === 'en' ? 'en' : 'id',
    });
    return pdfResponse(fileName, body);
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
