import { askResultsTable } from '#modules/learning/course-tests';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['courses.manage', 'reports.read'] };

/** The results of a course as a workbook. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) =>
  madeFile(ctx, async () =>
    askResultsTable(ctx, services.heavy, { courseId: idOf(params.id), period: url.searchParams.get('masa') }),
  );
