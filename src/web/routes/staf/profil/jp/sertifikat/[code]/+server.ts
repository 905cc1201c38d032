import { certificatePdf } from '#modules/community/certificates';
import type { PageAccess } from '#platform/rights/access';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'account';

/** The certificate of a course that whoever is signed in as staff finished. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) =>
  documentAnswer(ctx.locale, async () => certificatePdf(ctx, services.config, params.code, siteOrigin(services, url)));
