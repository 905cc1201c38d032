import { redirect } from '@sveltejs/kit';
import { viewCollection } from '#modules/city/collections';
import { nameLibraries } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { collectionJsonLd } from '#web/features/collections/collection-json-ld.server.ts';
import { collectionHref, collectionView, recordViews } from '#web/features/collections/collection-view.server.ts';
import { ruleWords } from '#web/features/collections/rule-words.server.ts';
import { togetherOn } from '#web/features/partners/parts/together.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { pageAsked } from '#web/kit/form/read-fields.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const PER_PAGE = 24;

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url, setHeaders }) => {
  const collection = await viewCollection(ctx, params.slug);
  const href = collectionHref(collection.slug);
  if (collection.slug !== params.slug) {
    // an address can be given back: whoever comes again asks again
    setHeaders({ 'cache-control': 'no-cache' });
    redirect(301, href + url.search);
  }
  const origin = siteOrigin(services, url);
  const library = (await nameLibraries(ctx))(collection.libraryId)?.name ?? null;
  const pages = Math.max(1, Math.ceil(collection.total / PER_PAGE));
  const page = Math.min(pageAsked(url.searchParams), pages);
  const from = (page - 1) * PER_PAGE;
  const shown = { ...collection, records: collection.records.slice(from, from + PER_PAGE) };
  return {
    ...collectionView(ctx, collection, library),
    count: collection.total,
    first: from + 1,
    records: recordViews(ctx, shown),
    rule: collection.rule && ruleWords(collection.rule, ctx.locale, library),
    together: await togetherOn(ctx, { collectionId: collection.id }),
    ...{ page, pages },
    canonical: origin + href,
    jsonLd: collectionJsonLd(shown, from + 1, origin),
  };
};
