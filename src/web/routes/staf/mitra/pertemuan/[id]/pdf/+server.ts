import { meetingPdf } from '#modules/city/partners';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { pdfResponse } from '#web/features/charges/parts/receipt-file.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

/** The minutes of a meeting, or its agenda beforehand, in the language of `?bahasa=`. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) => {
  try {
    const language = url.searchParams.get('bahasa') === 'en' ? 'en' : 'id';
    const { fileName, body } = await meetingPdf(ctx, services.config, idOf(params.id), language);
    return pdfResponse(fileName, body);
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
