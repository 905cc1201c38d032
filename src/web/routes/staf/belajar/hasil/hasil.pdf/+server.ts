import { resultsPdf } from '#modules/learning/classes';
import type { PageAccess } from '#platform/rights/access';
import { yearIn } from '#web/features/courses/results/paper-view.server.ts';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['courses.manage', 'reports.read'] };

/** The results of all courses and schools that somebody sees as a document. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url }) =>
  documentAnswer(ctx.locale, async () => resultsPdf(ctx, services.config, { of: 'city', year: yearIn(url) }));
