import { courseResultsPdf } from '#modules/learning/course-tests';
import type { PageAccess } from '#platform/rights/access';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['courses.manage', 'reports.read'] };

/** The results of a course as a document. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) =>
  documentAnswer(ctx.locale, async () =>
    courseResultsPdf(ctx, services.config, idOf(params.id), url.searchParams.get('masa')),
  );
