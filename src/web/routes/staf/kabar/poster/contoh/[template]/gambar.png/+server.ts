import { showTemplate } from '#modules/city/posters';
import { POSTER_TEMPLATES } from '#modules/city/posters/client';
import { platformErrors } from '#platform/errors';
import type { PageAccess } from '#platform/rights/access';
import { pngOr } from '#web/features/posters/poster-file.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'posters.make' };

/** How a template looks. It is the same for a day, and drawn once for a browser. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) =>
  pngOr(
    ctx,
    async () => {
      const template = POSTER_TEMPLATES.find((one) => one === params.template);
      if (!template) throw platformErrors.notFound();
      return showTemplate(ctx, { config: services.config, origin: siteOrigin(services, url) }, template);
    },
    'private, max-age=86400',
  );
