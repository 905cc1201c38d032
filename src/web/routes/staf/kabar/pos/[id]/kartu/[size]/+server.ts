import { drawCard } from '#modules/city/posts';
import { cardSizes } from '#modules/city/posts/client';
import { AppError, platformErrors } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: ['news.edit', 'posts.send'] };

/** A picture of a post in the size of a channel. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) => {
  const size = cardSizes.find((one) => `${one}.png` === params.size);
  if (!size) throw platformErrors.notFound();
  try {
    const png = await drawCard(ctx, services.config, idOf(params.id), size);
    return new Response(png, { headers: { 'content-type': 'image/png', 'cache-control': 'private, no-store' } });
  } catch (error) {
    if (error instanceof AppError) return new Response(explainError(error, ctx.locale), { status: error.status });
    throw error;
  }
};
