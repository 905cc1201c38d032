import { resolveLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { SearchFilters } from './rules/filter-hits.ts';
import type { SearchQuery } from './schema.ts';

/** Languages that people know by two letters. */
const TWO_LETTERS: Readonly<Record<string, string>> = {
  id: 'ind',
  en: 'eng',
  jv: 'jav',
  su: 'sun',
  ms: 'may',
  ar: 'ara',
  nl: 'dut',
  zh: 'chi',
  ja: 'jpn',
};

/** The parameters of an address as filters. Refuses `libraries.not_found`. */
export async function filtersFromQuery(
  ctx: Ctx,
  query: Omit<SearchQuery, 'q' | 'sort' | 'cursor' | 'limit'>,
): Promise<SearchFilters> {
  const { year } = query;
  return {
    libraryIds:
      query.library &&
      (await Promise.all(query.library.map(async (ref) => resolveLibrary(ctx, ref)))).map(({ id }) => id),
    available: query.available,
    readable: query.readable,
    materials: query.material,
    languages: query.language?.map((code) => TWO_LETTERS[code] ?? code),
    audiences: query.audience,
    authors: query.author,
    subjects: query.subject,
    ddc: query.ddc,
    decades: query.decade,
    yearFrom: year ?? query.yearFrom,
    yearTo: year ?? query.yearTo,
    callNumberFrom: query.callNumberFrom,
    callNumberTo: query.callNumberTo,
  };
}
