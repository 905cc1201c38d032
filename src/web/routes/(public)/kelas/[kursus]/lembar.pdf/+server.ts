import { sheetsPdf } from '#modules/learning/courses';
import type { PageAccess } from '#platform/rights/access';
import { documentAnswer } from '#web/kit/answers/document-answer.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** All lessons of a course to be done on paper. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url, getClientAddress }) =>
  documentAnswer(ctx.locale, async () =>
    sheetsPdf(ctx, services, {
      ...{ course: params.kursus, origin: siteOrigin(services, url) },
      ip: getClientAddress(),
    }),
  );
