import { standardsPdf } from '#modules/city/promises';
import type { PageAccess } from '#platform/rights/access';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** The pledge and the standards of all services as PDF. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, getClientAddress }) =>
  documentAnswer(ctx.locale, async () => standardsPdf(ctx, services.config, getClientAddress()));
