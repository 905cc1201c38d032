import { resultsPdf } from '#modules/learning/classes';
import type { PageAccess } from '#platform/rights/access';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['courses.teach', 'courses.manage', 'reports.read'] };

/** The report of a class as a document. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) =>
  documentAnswer(ctx.locale, async () => resultsPdf(ctx, services.config, { of: 'class', id: idOf(params.id) }));
