import { redirect } from '@sveltejs/kit';
import { noteFoundSearch, search } from '#modules/collection/search';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import {
  catalogHref,
  catalogParams,
  readCatalogQuery,
  withoutFilters,
} from '#web/features/search/parts/catalog-query.ts';
import { describeBook } from '#web/features/catalog/parts/describe-book.server.ts';
import { chips, decadeBars, facetViews } from '#web/features/search/facets.server.ts';
import { foundBeside } from '#web/features/site/parts/latest-news.server.ts';
import { isAhead } from '#web/kit/answers/fetched-ahead.server.ts';
import { isRobot } from '#web/kit/answers/robot.server.ts';
import { markTitle } from '#web/kit/parts/mark-title.ts';
import { searchFilters } from '#web/features/search/search-filters.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const PER_PAGE = 20;
/** So much of what the library wrote stands beside what was found. */
const BESIDE = 3;
/** What a facet's form sends by itself. */
const OF_THE_FORM = new Set([
  'perpus',
  'bahan',
  'pembaca',
  'bahasa',
  'kelas',
  'pengarang',
  'subjek',
  'ada',
  'baca',
  'dari',
  'sampai',
  'hal',
]);

/** Did a person type this, rather than choose a filter, turn the page, follow a list of what is searched most, or a program by itself? */
const isTyped = (request: Request, url: URL): boolean =>
  [...url.searchParams.keys()].every((name) => name === 'q') && !isAhead(request) && !isRobot(request);

export const load: PageServerLoad = async ({ locals: { ctx }, url, request }) => {
  const query = readCatalogQuery(url.searchParams);
  const filters = searchFilters(query);
  const result = await search(ctx, {
    q: query.q,
    filters,
    sort: query.sort,
    offset: (query.page - 1) * PER_PAGE,
    limit: PER_PAGE,
  });
  if (isTyped(request, url) && result.total > 0 && result.correctedFrom === null && result.partial === null) {
    await noteFoundSearch(ctx, query.q);
  }
  const pages = Math.ceil(result.total / PER_PAGE);
  if (query.page > pages && pages > 0) redirect(303, localizeHref(catalogHref(query, { page: pages })));
  const set = chips(query, result.facets);
  const params = catalogParams({ ...query, page: 1 });
  return {
    query,
    total: result.total,
    unfiltered: result.unfiltered,
    answered: result.query,
    corrected: result.correctedFrom !== null,
    partial: result.partial,
    suggestion: result.suggestion,
    asksNothing: result.asksNothing,
    stale: result.stale,
    books: result.hits.map((card) =>
      describeBook(ctx, card, { wanted: filters.libraryIds ?? [], mark: (title) => markTitle(title, result.words) }),
    ),
    written: query.page === 1 && query.q !== '' && set.length === 0 ? await foundBeside(ctx, query.q, BESIDE) : [],
    perPage: PER_PAGE,
    pages,
    facets: facetViews(result.facets),
    available: result.facets.available,
    readable: result.facets.readable,
    decades: decadeBars(result.facets),
    chips: set,
    clearHref: catalogHref(withoutFilters(query)),
    keepInSearch: [...params].filter(([name]) => name === 'urut' || name === 'tampil'),
    keepInFilter: [...params].filter(([name]) => !OF_THE_FORM.has(name)),
    rss: localizeHref(`/katalog.rss?${params.toString()}`),
  };
};
