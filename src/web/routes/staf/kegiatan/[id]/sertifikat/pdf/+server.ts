import { programCertificatesPdf } from '#modules/certificates';
import { documentAnswer } from '#web/document-answer.server.ts';
import { idOf } from '#web/id-param.server.ts';
import type { RequestHandler } from './$types';

/** All certificates of a programme that hold, to be printed. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) =>
  documentAnswer(ctx.locale, async () => programCertificatesPdf(ctx, services.config, idOf(params.id), url.origin));
