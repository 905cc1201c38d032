import { getLibraryByCode } from '#modules/ground/libraries';
import { askResults } from '#modules/learning/classes';
import type { PageAccess } from '#platform/rights/access';
import { yearIn } from '#web/features/courses/results/paper-view.server.ts';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['courses.manage', 'reports.read'] };

/** The results of a school as a workbook. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) =>
  madeFile(ctx, async () =>
    askResults(ctx, services.heavy, {
      of: 'school',
      id: (await getLibraryByCode(ctx, params.kode)).id,
      year: yearIn(url),
    }),
  );
