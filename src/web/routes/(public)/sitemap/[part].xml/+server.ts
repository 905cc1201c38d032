import { listCollectionAddresses } from '#modules/city/collections';
import { listBibAddresses } from '#modules/collection/catalog';
import { listPageAddresses } from '#modules/city/site';
import { listLibraries } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { localizeHref } from '#i18n/runtime';
import { pagePath } from '#web/features/site/parts/page-path.ts';
import { homeHref } from '#web/kit/frame/home-href.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { SITEMAP_PART } from '#web/kit/answers/sitemap.ts';
import { xmlText } from '#web/kit/answers/xml.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

const PAGES = [
  '/katalog',
  '/katalog/lanjut',
  '/jelajah',
  '/jelajah/pengarang',
  '/jelajah/subjek',
  '/berita',
  '/koleksi-pilihan',
  '/kelas',
  '/mitra',
  '/perpustakaan',
];
const LOCALES = ['id', 'en'] as const;

/** Pages of one list: `umum` = pages that are no records; `0`, `1`, … = records by their number. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, url }) => {
  const origin = siteOrigin(services, url);
  const entry = (path: string, changed: Date | null): string => {
    const address = (locale: 'id' | 'en'): string =>
      xmlText(origin + (path === '/' ? homeHref(locale) : localizeHref(path, { locale })));
    const others = LOCALES.map(
      (locale) => `<xhtml:link rel="alternate" hreflang="${locale}" href="${address(locale)}"/>`,
    );
    const at = changed ? `<lastmod>${changed.toISOString()}</lastmod>` : '';
    return `<url><loc>${address('id')}</loc>${at}${others.join('')}</url>`;
  };
  let entries: string[];
  if (params.part === 'umum') {
    const libraries = await listLibraries(ctx, { active: true });
    const paths = ['/', ...PAGES, ...libraries.map((library) => `/perpustakaan/${library.code.toLowerCase()}`)];
    const written = await listPageAddresses(ctx);
    const collections = await listCollectionAddresses(ctx);
    entries = [
      ...paths.map((path) => entry(path, null)),
      ...written.map((page) => entry(pagePath(page), page.changedAt)),
      ...collections.map(({ slug, changedAt }) => entry(`/koleksi-pilihan/${slug}`, changedAt)),
    ];
  } else {
    if (!/^\d{1,6}$/.test(params.part)) throw platformErrors.notFound();
    const from = Number(params.part) * SITEMAP_PART + 1;
    const bibs = await listBibAddresses(ctx, from, from + SITEMAP_PART - 1);
    entries = bibs.map((bib) => entry(`/katalog/${bib.id}`, bib.updatedAt));
  }
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${entries.join('\n')}\n</urlset>\n`,
    { headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'max-age=3600' } },
  );
};
