import { getLibraryByCode } from '#modules/ground/libraries';
import { resultsPdf } from '#modules/learning/classes';
import type { PageAccess } from '#platform/rights/access';
import { yearIn } from '#web/features/courses/results/paper-view.server.ts';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['courses.manage', 'reports.read'] };

/** The results of a school as a document. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) =>
  documentAnswer(ctx.locale, async () =>
    resultsPdf(ctx, services.config, {
      of: 'school',
      id: (await getLibraryByCode(ctx, params.kode)).id,
      year: yearIn(url),
    }),
  );
