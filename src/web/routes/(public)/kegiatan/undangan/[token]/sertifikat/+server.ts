import { speakerCertificatePdf } from '#modules/certificates';
import { documentAnswer } from '#web/document-answer.server.ts';
import type { RequestHandler } from './$types';

/** The certificate of a speaker, for whoever has the link of their page. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url, getClientAddress }) => {
  const link = { token: params.token, ip: getClientAddress() };
  return documentAnswer(ctx.locale, async () => speakerCertificatePdf(ctx, services.config, link, url.origin));
};
