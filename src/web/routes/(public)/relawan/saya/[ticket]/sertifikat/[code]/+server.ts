import { ownPaperPdf } from '#modules/city/volunteers';
import type { PageAccess } from '#platform/rights/access';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { secret: 'the code of the volunteer' };

/** A certificate of whoever has this code. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url, getClientAddress }) =>
  documentAnswer(ctx.locale, async () =>
    ownPaperPdf(
      ctx,
      services.config,
      { ticket: params.ticket, ip: getClientAddress() },
      { code: params.code, origin: siteOrigin(services, url) },
    ),
  );
