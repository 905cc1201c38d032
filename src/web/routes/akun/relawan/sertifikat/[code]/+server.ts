import { ownPaperPdf } from '#modules/city/volunteers';
import type { PageAccess } from '#platform/rights/access';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'member';

/** A certificate of the volunteer who is signed in. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) =>
  documentAnswer(ctx.locale, async () =>
    ownPaperPdf(ctx, services.config, 'account', { code: params.code, origin: siteOrigin(services, url) }),
  );
