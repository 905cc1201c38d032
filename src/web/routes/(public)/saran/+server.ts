import { json } from '@sveltejs/kit';
import { suggest } from '#modules/collection/search';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { catalogHref, readCatalogQuery } from '#web/features/search/parts/catalog-query.ts';
import { personName } from '#web/features/members/parts/person-name.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** What `/js/saran.js` shows while somebody types: `[{ text, note, href }]`, titles first. */
export const GET: RequestHandler = async ({ locals: { ctx }, url }) => {
  const { titles, authors, subjects } = await suggest(ctx, url.searchParams.get('q') ?? '');
  const everything = readCatalogQuery(new URLSearchParams());
  const limited = (name: 'pengarang' | 'subjek', value: string): string =>
    localizeHref(catalogHref(everything, { lists: { ...everything.lists, [name]: [value] } }));
  const found = [
    ...titles.map(({ id, title, author }) => ({
      text: title,
      note: author ? personName(author) : '',
      href: localizeHref(`/katalog/${id}`),
    })),
    ...authors.map(({ name, count }) => ({
      text: personName(name),
      note: m.opac_author_titles({ count }),
      href: limited('pengarang', name),
    })),
    ...subjects.map(({ name, count }) => ({
      text: name,
      note: m.opac_subject_titles({ count }),
      href: limited('subjek', name),
    })),
  ];
  return json(found, { headers: { 'cache-control': 'private, max-age=60' } });
};
