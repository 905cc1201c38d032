import { posterPicture } from '#modules/city/posters';
import type { PageAccess } from '#platform/rights/access';
import { askedIn, pngOr } from '#web/features/posters/poster-file.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'posters.make' };

/** One sheet of a poster as a picture. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) =>
  pngOr(ctx, async () => {
    const at = { config: services.config, origin: siteOrigin(services, url) };
    return (await posterPicture(ctx, at, idOf(params.id), askedIn(url.searchParams))).body;
  });
