import { lettersPdf } from '#modules/letters';
import type { PageAccess } from '#platform/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/problem';
import { pdfResponse } from '#web/money/receipt-file.server.ts';
import { siteOrigin } from '#web/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'letters.issue' };

/** One letter or several (`?surat=1,2,3`) as one PDF. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url }) => {
  const ids = (url.searchParams.get('surat') ?? '').split(',').filter((id) => /^\d{1,15}$/.test(id));
  try {
    const { fileName, body } = await lettersPdf(ctx, services.config, ids.map(Number), siteOrigin(services, url));
    return pdfResponse(fileName, body);
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
