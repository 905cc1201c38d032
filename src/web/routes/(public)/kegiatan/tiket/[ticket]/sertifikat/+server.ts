import { ticketCertificatePdf } from '#modules/community/certificates';
import type { PageAccess } from '#platform/rights/access';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { secret: 'the code of the ticket' };

/** The certificate of whoever has this ticket. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) =>
  documentAnswer(ctx.locale, async () =>
    ticketCertificatePdf(ctx, services.config, params.ticket, siteOrigin(services, url)),
  );
