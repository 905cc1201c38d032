import { guidePdf } from '#modules/learning/courses';
import type { PageAccess } from '#platform/rights/access';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['courses.manage', 'courses.teach'] };

/** The guide to a course for whoever teaches it, with what is right; `?versi=terbit`: as it is published, also for whoever may write it. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) => {
  const published = url.searchParams.get('versi') === 'terbit';
  const asked = { id: idOf(params.id), origin: siteOrigin(services, url), published };
  return documentAnswer(ctx.locale, async () => guidePdf(ctx, services.config, asked));
};
