import { programCertificatesPdf } from '#modules/community/certificates';
import type { PageAccess } from '#platform/rights/access';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

/** All certificates of a programme that hold, to be printed. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) =>
  documentAnswer(ctx.locale, async () =>
    programCertificatesPdf(ctx, services.config, idOf(params.id), siteOrigin(services, url)),
  );
