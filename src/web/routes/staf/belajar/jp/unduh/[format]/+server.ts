import { networkZone } from '#modules/ground/libraries';
import { askStudyHoursTable } from '#modules/learning/study-hours';
import type { PageAccess } from '#platform/rights/access';
import { AppError, platformErrors } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { localDate } from '#shared/dates';
import { fileResponse } from '#web/features/heavy-work/parts/made-file.server.ts';
import { yearAsked } from '#web/features/study-hours/year-view.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'accounts.manage' };

/** Lesson hours of the staff of the library where somebody works (`xlsx`, `csv`). */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params: { format }, url }) => {
  try {
    if ((format !== 'csv' && format !== 'xlsx') || ctx.libraryId === null) throw platformErrors.notFound();
    const now = Number(localDate(ctx.clock.now(), await networkZone(ctx.db)).slice(0, 4));
    const year = yearAsked(url.searchParams) ?? now;
    return fileResponse(await askStudyHoursTable(ctx, services.heavy, { libraryId: ctx.libraryId, year, format }));
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
