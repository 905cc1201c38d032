import { paperPdf } from '#modules/community/program-papers';
import { PAPERS } from '#modules/community/program-papers/client';
import type { PageAccess } from '#platform/rights/access';
import { AppError, platformErrors } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { pdfResponse } from '#web/features/charges/parts/receipt-file.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

/** One of the papers; `?sesi=` of the attendance sheet of one session. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) => {
  try {
    const paper = PAPERS.find((key) => key === params.paper);
    if (!paper) throw platformErrors.notFound();
    const session = url.searchParams.get('sesi');
    const wanted = { paper, ...(session !== null && { sessionId: idOf(session) }) };
    const { fileName, body } = await paperPdf(
      ctx,
      { config: services.config, storage: services.storage, origin: siteOrigin(services, url) },
      idOf(params.id),
      wanted,
    );
    return pdfResponse(fileName, body);
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
