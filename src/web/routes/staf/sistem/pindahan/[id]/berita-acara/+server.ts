import { minutesPdf } from '#modules/moving/runs';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

/** The minutes of a migration as PDF, to be signed. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) => {
  try {
    const { fileName, body } = await minutesPdf(ctx, services.config, idOf(params.id));
    return new Response(body, {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="${fileName}"`,
        'cache-control': 'private, no-store',
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return new Response(explainError(error, ctx.locale), { status: error.status });
  }
};
