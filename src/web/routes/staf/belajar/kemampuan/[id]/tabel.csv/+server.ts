import { exportFramework } from '#modules/learning/competences';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'courses.manage' };

/** The lines of a framework for a spreadsheet. */
export const GET: RequestHandler = async ({ locals: { ctx }, params }) => {
  try {
    const { fileName, body } = await exportFramework(ctx, idOf(params.id));
    return new Response(body, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${fileName}"`,
        'cache-control': 'private, no-store',
      },
    });
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
