import { selectArrivals } from '#modules/collection/catalog';
import { search } from '#modules/collection/search';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { catalogHref, readCatalogQuery } from '#web/features/search/parts/catalog-query.ts';
import { describeBook } from '#web/features/catalog/parts/describe-book.server.ts';
import { searchFilters } from '#web/features/search/search-filters.server.ts';
import { xmlText } from '#web/kit/answers/xml.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

const ENTRIES = 30;

/** The newest titles of a search, for feed readers (RSS 2.0). Takes the same parameters as `/katalog`. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url }) => {
  const query = readCatalogQuery(url.searchParams);
  const found = await search(ctx, { q: query.q, filters: searchFilters(query), sort: 'newest', limit: ENTRIES });
  // who follows a search waits for what has all of it
  const hits = found.partial === null ? found.hits : [];
  const page = siteOrigin(services, url) + localizeHref(catalogHref(query));
  const title = query.q ? m.opac_results_for({ query: query.q }) : m.opac_new_in_catalog();
  const arrivals = await selectArrivals(
    ctx.db,
    hits.map(({ id }) => id),
  );
  const items = hits.map((card) => {
    const book = describeBook(ctx, card);
    const address = `${siteOrigin(services, url)}${localizeHref(`/katalog/${card.id}`)}`;
    const arrived = arrivals.get(card.id);
    const published = arrived ? `<pubDate>${arrived.toUTCString()}</pubDate>` : '';
    const about = [book.byline, book.availability.sentence].filter(Boolean).join('. ');
    return `<item><title>${xmlText(book.parts.map((part) => part.text).join(''))}</title><link>${xmlText(address)}</link><guid isPermaLink="false">${xmlText(`${siteOrigin(services, url)}/katalog/${card.id}`)}</guid>${published}<description>${xmlText(about)}</description></item>`;
  });
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${xmlText(`${title} · Lumbung`)}</title><link>${xmlText(page)}</link><description>${xmlText(m.opac_catalog_description())}</description><language>${ctx.locale}</language>
<atom:link href="${xmlText(siteOrigin(services, url) + url.pathname + url.search)}" rel="self" type="application/rss+xml"/>
${items.join('\n')}
</channel></rss>
`;
  return new Response(body, {
    headers: { 'content-type': 'application/rss+xml; charset=utf-8', 'cache-control': 'max-age=600' },
  });
};
