import type { SearchResult } from '#modules/collection/search';
import { m } from '#i18n/messages';
import type { FacetView } from '#web/features/catalog/parts/book-view.ts';
import {
  catalogHref,
  withoutValue,
  type CatalogQuery,
  type ListParam,
} from '#web/features/search/parts/catalog-query.ts';
import { personName } from '#web/features/members/parts/person-name.server.ts';

/** A limit that is set, with the address without it. */
export interface Chip {
  label: string;
  href: string;
}

type Facets = SearchResult['facets'];
type FacetName = Exclude<keyof Facets, 'available' | 'readable'>;

const ORDER: readonly { facet: FacetName; param: ListParam; title: () => string }[] = [
  { facet: 'library', param: 'perpus', title: () => m.opac_library() },
  { facet: 'material', param: 'bahan', title: () => m.opac_material() },
  { facet: 'audience', param: 'pembaca', title: () => m.opac_audience() },
  { facet: 'language', param: 'bahasa', title: () => m.opac_language() },
  { facet: 'ddc', param: 'kelas', title: () => m.opac_class() },
  { facet: 'author', param: 'pengarang', title: () => m.opac_author() },
  { facet: 'subject', param: 'subjek', title: () => m.opac_subject() },
];

const labelOf = (param: ListParam, label: string): string => (param === 'pengarang' ? personName(label) : label);

/** Facets in the order of the page; one with a single value that is not chosen tells nothing and is left out. */
export function facetViews(facets: Facets): FacetView[] {
  return ORDER.map(({ facet, param, title }) => ({
    param,
    title: title(),
    values: facets[facet]
      .filter((value) => value.count > 0 || value.selected)
      .map(({ value, label, count, selected }) => ({ value, label: labelOf(param, label), count, selected })),
  })).filter(({ values }) => values.length > 1 || values.some((value) => value.selected));
}

/** Titles per decade from the first to the last one that has any. */
export function decadeBars(facets: Facets): { decade: number; count: number }[] {
  const counts = new Map(
    facets.decade.filter(({ count }) => count > 0).map(({ value, count }) => [Number(value), count]),
  );
  if (counts.size === 0) return [];
  const years = [...counts.keys()];
  const first = Math.min(...years);
  return Array.from({ length: (Math.max(...years) - first) / 10 + 1 }, (_, i) => ({
    decade: first + i * 10,
    count: counts.get(first + i * 10) ?? 0,
  }));
}

/** Every limit that is set, each with the way to take it off. */
export function chips(query: CatalogQuery, facets: Facets): Chip[] {
  const all = [...ORDER, { facet: 'decade', param: 'dekade' } as const];
  const chosen = all.flatMap(({ facet, param }) =>
    query.lists[param].map((value) => ({
      label: labelOf(param, facets[facet].find((one) => one.value === value)?.label ?? value),
      href: catalogHref(query, withoutValue(query, param, value)),
    })),
  );
  const range = (from: number | string | null, to: number | string | null): string => `${from ?? '…'}–${to ?? '…'}`;
  const more: Chip[] = [];
  if (query.available) more.push({ label: m.opac_on_shelf_now(), href: catalogHref(query, { available: false }) });
  if (query.readable) more.push({ label: m.opac_read_now(), href: catalogHref(query, { readable: false }) });
  if (query.yearFrom !== null || query.yearTo !== null) {
    more.push({
      label: range(query.yearFrom, query.yearTo),
      href: catalogHref(query, { yearFrom: null, yearTo: null }),
    });
  }
  if (query.callNumberFrom !== null || query.callNumberTo !== null) {
    const label = `${m.opac_call_number()} ${range(query.callNumberFrom, query.callNumberTo)}`;
    more.push({ label, href: catalogHref(query, { callNumberFrom: null, callNumberTo: null }) });
  }
  return [...more, ...chosen];
}
