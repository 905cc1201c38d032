import { speakerLetterPdf } from '#modules/community/program-papers';
import type { PageAccess } from '#platform/rights/access';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { secret: 'the link of the invitation' };

/** The invitation of a speaker as a letter, for whoever has the link. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, getClientAddress }) =>
  documentAnswer(ctx.locale, async () =>
    speakerLetterPdf(ctx, { config: services.config }, { token: params.token, ip: getClientAddress() }),
  );
