import { paperPdf } from '#modules/city/volunteers';
import type { PageAccess } from '#platform/rights/access';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'volunteers.manage' };

/** A certificate of a volunteer, to be printed. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) =>
  documentAnswer(ctx.locale, async () =>
    paperPdf(ctx, services.config, idOf(params.id), { code: params.code, origin: siteOrigin(services, url) }),
  );
