import { sharePicture } from '#modules/city/site';
import type { PageAccess } from '#platform/rights/access';
import { publicPage, sharedWords } from '#web/features/site/article-page.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** The picture beside a link to it (Open Graph); `?bahasa=en`: in English where it is written in it. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) => {
  const asked = url.searchParams.get('bahasa') === 'en' ? { ...ctx, locale: 'en' as const } : ctx;
  const page = await publicPage(asked, 'news', params.slug, `/gambar.png${url.search}`);
  const picture = await sharePicture(services, page, await sharedWords(asked, page), asked.locale);
  return new Response(picture, { headers: { 'content-type': 'image/png', 'cache-control': 'max-age=3600' } });
};
