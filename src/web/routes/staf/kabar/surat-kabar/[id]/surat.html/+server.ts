import { previewLetter } from '#modules/city/newsletters';
import type { PageAccess } from '#platform/rights/access';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'news.send' };

/** A letter as mail programs have it, by day or by night; runs nothing, and is shown within our pages alone. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) => {
  const locale = url.searchParams.get('bahasa') === 'en' ? 'en' : 'id';
  const { html } = await previewLetter(ctx, idOf(params.id), { origin: siteOrigin(services, url), locale });
  const night = url.searchParams.get('gelap') === '1' ? 'all' : 'not all';
  return new Response(html.replaceAll('(prefers-color-scheme: dark)', night), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'content-security-policy':
        "default-src 'none'; img-src 'self' https:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
    },
  });
};
