import { browseDdc } from '#modules/collection/search';
import type { PageAccess } from '#platform/rights/access';
import { sentenceOf } from '#platform/requests/problem';
import type { Locale } from '#platform/context';
import { localizeHref } from '#i18n/runtime';
import { catalogHref, readCatalogQuery } from '#web/features/search/parts/catalog-query.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

/** The name of a class where it has one: ten main classes, a hundred divisions, the classes of Islam. */
const nameOf = (ddc: string, locale: Locale): string | null =>
  sentenceOf('ddc', ddc.toLowerCase().replace('.', '_'), {}, locale);

/** `8`, `89`, `899` … : the classes above one, from the widest. */
function above(ddc: string): string[] {
  const steps: string[] = [];
  for (let length = 1; length <= ddc.length; length += 1) {
    const step = ddc.slice(0, length);
    if (!step.endsWith('.')) steps.push(step);
  }
  return steps;
}

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = (url.searchParams.get('kelas') ?? '').toUpperCase();
  const under = /^\d[\dX]?(\d(\.\d+)?)?$/.test(asked) ? asked : '';
  const nodes = await browseDdc(ctx, under);
  const everything = readCatalogQuery(new URLSearchParams());
  const booksOf = (ddc: string): string =>
    localizeHref(catalogHref(everything, { lists: { ...everything.lists, kelas: [ddc] } }));
  return {
    under,
    name: under === '' ? null : nameOf(under, ctx.locale),
    path: above(under).map((ddc) => ({
      ddc,
      name: nameOf(ddc, ctx.locale),
      href: localizeHref(`/jelajah?kelas=${ddc}`),
    })),
    booksHref: under === '' ? null : booksOf(under),
    nodes: nodes.map(({ ddc, count, more }) => ({
      ddc,
      count,
      name: nameOf(ddc, ctx.locale),
      href: more ? localizeHref(`/jelajah?kelas=${ddc}`) : booksOf(ddc),
      books: booksOf(ddc),
    })),
  };
};
