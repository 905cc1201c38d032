/** The address of a search: what `/katalog?…` says, read and written in one place. */
export const SORTS = ['relevance', 'newest', 'popular', 'title'] as const;
export type Sort = (typeof SORTS)[number];

/** Groups of which several values may be chosen, by their name in the address. */
export const LIST_PARAMS = ['perpus', 'bahan', 'pembaca', 'bahasa', 'dekade', 'kelas', 'pengarang', 'subjek'] as const;
export type ListParam = (typeof LIST_PARAMS)[number];

export interface CatalogQuery {
  q: string;
  lists: Record<ListParam, string[]>;
  /** Only what is on a shelf now. */
  available: boolean;
  /** Only what is read on a screen, without a copy. */
  readable: boolean;
  yearFrom: number | null;
  yearTo: number | null;
  /** Call numbers, or beginnings of some, both counted. */
  callNumberFrom: string | null;
  callNumberTo: string | null;
  sort: Sort;
  /** 1-based. */
  page: number;
  view: 'list' | 'grid';
}

const SORT_NAMES: Record<Sort, string> = { relevance: 'cocok', newest: 'terbaru', popular: 'populer', title: 'judul' };
const MAX_PAGE = 500;
const MAX_VALUES = 20;
const MAX_CALL_NUMBER = 40;

const yearOf = (text: string | null): number | null => (text && /^\d{3,4}$/.test(text.trim()) ? Number(text) : null);
const ddcOf = (text: string | null): string | null => {
  const value = text?.trim() ?? '';
  return /^[\dX][\dX.]*$/i.test(value) ? value.toUpperCase() : null;
};

/** Whatever has a letter or a digit may be a call number. */
const callNumberOf = (text: string | null): string | null => {
  const value = text?.trim().replace(/\s+/g, ' ').slice(0, MAX_CALL_NUMBER) ?? '';
  return /[\p{L}\d]/u.test(value) ? value : null;
};

/** Reads an address; whatever makes no sense in it is left out. */
export function readCatalogQuery(params: URLSearchParams): CatalogQuery {
  const values = (name: ListParam): string[] =>
    [...new Set(params.getAll(name).map((value) => value.trim()))].filter(Boolean).slice(0, MAX_VALUES);
  const page = Number(params.get('hal') ?? '1');
  return {
    // how long it may be is for the search to say
    q: (params.get('q') ?? '').trim(),
    lists: {
      perpus: values('perpus'),
      bahan: values('bahan'),
      pembaca: values('pembaca'),
      bahasa: values('bahasa'),
      dekade: values('dekade').filter((value) => /^\d{4}$/.test(value)),
      kelas: values('kelas').filter((value) => ddcOf(value) !== null),
      pengarang: values('pengarang'),
      subjek: values('subjek'),
    },
    available: params.get('ada') === '1',
    readable: params.get('baca') === '1',
    yearFrom: yearOf(params.get('dari')),
    yearTo: yearOf(params.get('sampai')),
    callNumberFrom: callNumberOf(params.get('rak_dari')),
    callNumberTo: callNumberOf(params.get('rak_sampai')),
    sort: SORTS.find((name) => SORT_NAMES[name] === params.get('urut')) ?? 'relevance',
    page: Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1,
    view: params.get('tampil') === 'kisi' ? 'grid' : 'list',
  };
}

/** The parameters of a query, shortest form: what has its usual value is not named. */
export function catalogParams(query: CatalogQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (query.q) params.set('q', query.q);
  for (const name of LIST_PARAMS) for (const value of query.lists[name]) params.append(name, value);
  if (query.available) params.set('ada', '1');
  if (query.readable) params.set('baca', '1');
  if (query.yearFrom !== null) params.set('dari', String(query.yearFrom));
  if (query.yearTo !== null) params.set('sampai', String(query.yearTo));
  if (query.callNumberFrom !== null) params.set('rak_dari', query.callNumberFrom);
  if (query.callNumberTo !== null) params.set('rak_sampai', query.callNumberTo);
  if (query.sort !== 'relevance') params.set('urut', SORT_NAMES[query.sort]);
  if (query.view === 'grid') params.set('tampil', 'kisi');
  if (query.page > 1) params.set('hal', String(query.page));
  return params;
}

/** `/katalog?…` of a query with some parts changed; a change of anything but the page starts again at page 1. */
export function catalogHref(query: CatalogQuery, changes: Partial<CatalogQuery> = {}): string {
  const params = catalogParams({ ...query, page: 1, ...changes }).toString();
  return params ? `/katalog?${params}` : '/katalog';
}

/** The same query without one chosen value. */
export const withoutValue = (query: CatalogQuery, name: ListParam, value: string): Partial<CatalogQuery> => ({
  lists: { ...query.lists, [name]: query.lists[name].filter((kept) => kept !== value) },
});

/** The same words with no limits at all. */
export const withoutFilters = (query: CatalogQuery): CatalogQuery => ({
  ...readCatalogQuery(new URLSearchParams()),
  q: query.q,
  sort: query.sort,
  view: query.view,
});

/** Is anything limited? */
export const isFiltered = (query: CatalogQuery): boolean =>
  query.available ||
  query.readable ||
  [query.yearFrom, query.yearTo, query.callNumberFrom, query.callNumberTo].some((value) => value !== null) ||
  LIST_PARAMS.some((name) => query.lists[name].length > 0);
