import { ticketCertificatePdf } from '#modules/certificates';
import { documentAnswer } from '#web/document-answer.server.ts';
import type { RequestHandler } from './$types';

/** The certificate of whoever has this ticket. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) =>
  documentAnswer(ctx.locale, async () => ticketCertificatePdf(ctx, services.config, params.ticket, url.origin));
