import { highestBibId } from '#modules/collection/catalog';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { PageAccess } from '#platform/rights/access';
import { SITEMAP_PART } from '#web/kit/answers/sitemap.ts';
import { xmlText } from '#web/kit/answers/xml.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** The index of the lists of all pages, for search engines (sitemaps.org). */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url }) => {
  const origin = siteOrigin(services, url);
  const parts = Math.ceil((await highestBibId(ctx)) / SITEMAP_PART);
  const names = ['umum', ...Array.from({ length: parts }, (_, part) => String(part))];
  const lists = names.map((name) => `<sitemap><loc>${xmlText(`${origin}/sitemap/${name}.xml`)}</loc></sitemap>`);
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lists.join('\n')}\n</sitemapindex>\n`,
    { headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'max-age=3600' } },
  );
};
