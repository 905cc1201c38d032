import { countCollections, listCollections } from '#modules/city/collections';
import { nameLibraries } from '#modules/ground/libraries';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { collectionView, coverViews } from '#web/features/collections/collection-view.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const PATH = '/koleksi-pilihan';
const PER_PAGE = 10;
/** So many covers stand beside each. */
const COVERS = 5;

export const load: PageServerLoad = async ({ locals: { ctx, services }, url }) => {
  const [counted, named] = await Promise.all([countCollections(ctx), nameLibraries(ctx)]);
  const libraries = counted.ofLibraries.map(({ libraryId }) => named(libraryId));
  const asked = url.searchParams.get('perpus')?.toLowerCase();
  const library = libraries.find(({ code }) => code.toLowerCase() === asked) ?? null;
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const { data, next } = await listCollections(ctx, {
    ...{ libraryId: library?.id ?? null, covers: COVERS },
    ...{ cursor, limit: PER_PAGE },
  });
  const hrefOf = (query: Record<string, string>): string => {
    const said = new URLSearchParams(query).toString();
    return localizeHref(said ? `${PATH}?${said}` : PATH);
  };
  const ofLibrary: Record<string, string> = library === null ? {} : { perpus: library.code.toLowerCase() };
  const collections = data.map((one) => ({
    ...collectionView(ctx, one, named(one.libraryId)?.name ?? null),
    id: one.id,
    covers: coverViews(ctx, one),
  }));
  return {
    total:
      library === null
        ? counted.total
        : (counted.ofLibraries.find(({ libraryId }) => libraryId === library.id)?.count ?? 0),
    collections,
    // the latest that somebody says something of; further pages open without one
    quote: cursor === undefined ? (collections.find(({ quote }) => quote !== null)?.quote ?? null) : null,
    libraries:
      libraries.length === 0
        ? []
        : [
            { key: '', label: null, href: hrefOf({}), isHere: library === null },
            ...libraries.map(({ code, name }) => ({
              key: code,
              label: name,
              href: hrefOf({ perpus: code.toLowerCase() }),
              isHere: code === library?.code,
            })),
          ],
    next: next && hrefOf({ ...ofLibrary, lanjut: next }),
    canonical: siteOrigin(services, url) + hrefOf(ofLibrary),
  };
};
