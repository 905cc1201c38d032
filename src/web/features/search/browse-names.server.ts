import { browseNames } from '#modules/collection/search';
import type { Ctx } from '#platform/context';
import { localizeHref } from '#i18n/runtime';
import { catalogHref, readCatalogQuery, type ListParam } from '#web/features/search/parts/catalog-query.ts';
import { pageAsked } from '#web/kit/form/read-fields.server.ts';

const PER_PAGE = 60;

/** One page of authors or subjects A–Z, with its letters; each name leads to its titles. */
export async function browseNamesPage(
  ctx: Ctx,
  params: URLSearchParams,
  list: { field: 'authors' | 'subjects'; param: Extract<ListParam, 'pengarang' | 'subjek'>; path: string },
) {
  const asked = params.get('huruf')?.toUpperCase() ?? '';
  const letter = /^[A-Z#]$/.test(asked) ? asked : null;
  const page = pageAsked(params);
  const found = await browseNames(ctx, { field: list.field, letter, offset: (page - 1) * PER_PAGE, limit: PER_PAGE });
  const everything = readCatalogQuery(new URLSearchParams());
  const at = (changes: { huruf?: string; hal?: number }): string => {
    const query = new URLSearchParams();
    if (changes.huruf) query.set('huruf', changes.huruf);
    if (changes.hal && changes.hal > 1) query.set('hal', String(changes.hal));
    return localizeHref(query.size > 0 ? `${list.path}?${query.toString()}` : list.path);
  };
  const pages = Math.ceil(found.total / PER_PAGE);
  return {
    letter,
    letters: found.letters.map((one) => ({ ...one, href: at({ huruf: one.letter }) })),
    allHref: at({}),
    names: found.names.map(({ name, count }) => ({
      name,
      count,
      href: localizeHref(catalogHref(everything, { lists: { ...everything.lists, [list.param]: [name] } })),
    })),
    total: found.total,
    previous: page > 1 ? at({ huruf: letter ?? '', hal: page - 1 }) : null,
    next: page < pages ? at({ huruf: letter ?? '', hal: page + 1 }) : null,
  };
}
