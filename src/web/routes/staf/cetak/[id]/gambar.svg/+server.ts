import { batchPicture } from '#modules/stock/printing';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { svgOr } from '#web/features/printing/svg-or.server.ts';
import { pageAsked } from '#web/kit/form/read-fields.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'printing.print' };

/** One side of a batch as a picture. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) =>
  svgOr(ctx, async () => {
    const side = pageAsked(url.searchParams, 'lembar');
    return (await batchPicture(ctx, { ...services, origin: siteOrigin(services, url) }, idOf(params.id), side)).svg;
  });
