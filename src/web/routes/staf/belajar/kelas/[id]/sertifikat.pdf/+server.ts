import { classCertificatesPdf } from '#modules/learning/classes';
import type { PageAccess } from '#platform/rights/access';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'courses.teach' };

/** Certificates of a class that has ended, for its teachers. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) => {
  const asked = { id: idOf(params.id), origin: siteOrigin(services, url) };
  return documentAnswer(ctx.locale, async () => classCertificatesPdf(ctx, services.config, asked));
};
