import { batchPicture } from '#modules/printing';
import { idOf } from '#web/id-param.server.ts';
import { svgOr } from '#web/printing/svg-or.server.ts';
import type { RequestHandler } from './$types';

/** One side of a batch as a picture. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) =>
  svgOr(ctx, async () => {
    const side = Number(url.searchParams.get('lembar') ?? 1);
    return (await batchPicture(ctx, { ...services, origin: url.origin }, idOf(params.id), side)).svg;
  });
