import { speakerLetterPdf } from '#modules/program-papers';
import { documentAnswer } from '#web/document-answer.server.ts';
import type { RequestHandler } from './$types';

/** The invitation of a speaker as a letter, for whoever has the link. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, getClientAddress }) =>
  documentAnswer(ctx.locale, async () =>
    speakerLetterPdf(ctx, { config: services.config }, { token: params.token, ip: getClientAddress() }),
  );
