import type { AskedFilter } from '#modules/learning/courses/client';
import { idAsked } from '#web/kit/form/read-fields.server.ts';

/** So many records can be chosen at once. */
export const MOST_CHOSEN = 10;
const LONGEST = 200;
/** The names by which a search stands in an address, and in the form that is sent along. */
const NAMES = ['cari', 'dari', 'sampai', 'ada', 'dekat', 'pilih'] as const;

/** A search within a lesson, and what was chosen of it so far. */
export interface TaskSearch {
  q: string;
  from: number | null;
  to: number | null;
  available: boolean;
  /** The library that somebody chose as theirs, where it is asked what is near; null: none. */
  near: number | null;
  chosen: number[];
}

const yearOf = (text: string | null): number | null => (text && /^\d{3,4}$/.test(text.trim()) ? Number(text) : null);

/** Reads an address; whatever makes no sense in it is left out. */
export const readSearch = (params: URLSearchParams): TaskSearch => ({
  q: (params.get('cari') ?? '').trim().slice(0, LONGEST),
  from: yearOf(params.get('dari')),
  to: yearOf(params.get('sampai')),
  available: params.get('ada') === '1',
  near: idAsked(params.get('dekat')),
  chosen: [...new Set(params.getAll('pilih').flatMap((text) => idAsked(text) ?? []))].slice(0, MOST_CHOSEN),
});

/** The same from a form that carries it along. */
export function searchIn(data: FormData): TaskSearch {
  const params = new URLSearchParams();
  for (const name of NAMES)
    for (const value of data.getAll(name)) if (typeof value === 'string') params.append(name, value);
  return readSearch(params);
}

/** The fields of a search, for an address and for forms that carry it along. */
export function searchFields({ q, from, to, available, near, chosen }: TaskSearch): [name: string, value: string][] {
  return [
    ...(q === '' ? [] : ([['cari', q]] as [string, string][])),
    ...(from === null ? [] : ([['dari', String(from)]] as [string, string][])),
    ...(to === null ? [] : ([['sampai', String(to)]] as [string, string][])),
    ...(available ? ([['ada', '1']] as [string, string][]) : []),
    ...(near === null ? [] : ([['dekat', String(near)]] as [string, string][])),
    ...chosen.map((id): [string, string] => ['pilih', String(id)]),
  ];
}

/** The page with this search, at its task. */
export const searchHref = (taskId: number, search: TaskSearch): string =>
  `?${new URLSearchParams([['tugas', String(taskId)], ...searchFields(search)]).toString()}#tugas-${String(taskId)}`;

/** Which filters a search used. */
export const usedFilters = ({ from, to, available }: TaskSearch): AskedFilter[] => [
  ...(from === null && to === null ? [] : (['year'] as const)),
  ...(available ? (['available'] as const) : []),
];
