import { askStudyHoursTable, viewYear, yearPdf } from '#modules/learning/study-hours';
import type { PageAccess } from '#platform/rights/access';
import { AppError, platformErrors } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { fileResponse } from '#web/features/heavy-work/parts/made-file.server.ts';
import { yearAsked } from '#web/features/study-hours/year-view.server.ts';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'account';

/** The own year of lesson hours (`pdf`, `xlsx`, `csv`). */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params: { format }, url }) => {
  const asked = yearAsked(url.searchParams);
  if (format === 'pdf') return documentAnswer(ctx.locale, async () => yearPdf(ctx, services.config, asked));
  try {
    if (format !== 'csv' && format !== 'xlsx') throw platformErrors.notFound();
    const { year } = await viewYear(ctx, asked);
    return fileResponse(await askStudyHoursTable(ctx, services.heavy, { libraryId: null, year, format }));
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
