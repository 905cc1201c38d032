import { lettersPdf, openWarnings } from '#modules/lending/letters';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { pdfResponse } from '#web/features/charges/parts/receipt-file.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'letters.issue' };

/** One letter or several (`?surat=1,2,3`), or what warnings of a whole library came to (`?pekerjaan=`), as one PDF. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url }) => {
  const work = url.searchParams.get('pekerjaan');
  const asked = (url.searchParams.get('surat') ?? '').split(',').filter((id) => /^\d{1,15}$/.test(id));
  try {
    const ids = work === null ? asked.map(Number) : (await openWarnings(ctx, services.storage, work)).ids;
    const { fileName, body } = await lettersPdf(ctx, services.config, ids, siteOrigin(services, url));
    return pdfResponse(fileName, body);
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
