import { meetingCalendar } from '#modules/city/partners';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

/** A meeting as a file for calendars. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) => {
  try {
    const { fileName, body } = await meetingCalendar(ctx, services.config, idOf(params.id));
    return new Response(body, {
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': `attachment; filename="${fileName}"`,
        'cache-control': 'private, no-store',
      },
    });
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
