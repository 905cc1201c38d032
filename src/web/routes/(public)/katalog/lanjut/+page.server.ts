import { redirect } from '@sveltejs/kit';
import { MATERIAL_KINDS } from '#modules/collection/catalog/client';
import { listLibraries } from '#modules/ground/libraries';
import { search } from '#modules/collection/search';
import { composeQuery } from '#modules/collection/search/client';
import type { PageAccess } from '#platform/rights/access';
import { sentenceOf } from '#platform/requests/problem';
import { localizeHref } from '#i18n/runtime';
import { catalogHref, readCatalogQuery } from '#web/features/search/parts/catalog-query.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = url.searchParams;
  if (asked.has('cari')) {
    const box = (name: string): string => asked.get(name)?.trim() ?? '';
    const q = composeQuery(
      {
        all: box('kata'),
        title: box('judul'),
        author: box('nama'),
        subject: box('topik'),
        publisher: box('penerbit'),
        series: box('seri'),
        isbn: box('isbn'),
      },
      ctx.locale,
    );
    redirect(303, localizeHref(catalogHref(readCatalogQuery(asked), { q })));
  }
  const [libraries, everything] = await Promise.all([listLibraries(ctx, { active: true }), search(ctx, { limit: 1 })]);
  return {
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    languages: everything.facets.language.map(({ value, label }) => ({ value, label })),
    materials: MATERIAL_KINDS.map((kind) => ({
      value: kind,
      label: sentenceOf('search', `material.${kind}`, {}, ctx.locale) ?? kind,
    })),
  };
};
