import { printSheets } from '#modules/community/questionnaires';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { pdfResponse } from '#web/features/charges/parts/receipt-file.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'questionnaires.manage' };

/** Sheets to be filled in by hand, each with a token of its own: printing makes the tokens, so it is a POST. */
export const POST: RequestHandler = async ({ locals: { ctx, services }, params, url, request }) => {
  try {
    const count = Number((await request.formData()).get('count') ?? 1);
    const placementId = idOf(params.pid);
    const { fileName, body } = await printSheets(ctx, services.config, placementId, {
      count,
      origin: siteOrigin(services, url),
    });
    return pdfResponse(fileName, body);
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
