import { speakerCertificatePdf } from '#modules/community/certificates';
import type { PageAccess } from '#platform/rights/access';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { secret: 'the link of the invitation' };

/** The certificate of a speaker, for whoever has the link of their page. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url, getClientAddress }) => {
  const link = { token: params.token, ip: getClientAddress() };
  return documentAnswer(ctx.locale, async () =>
    speakerCertificatePdf(ctx, services.config, link, siteOrigin(services, url)),
  );
};
