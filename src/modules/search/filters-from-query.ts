import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { knownLibraries } from './library-names.ts';
import type { SearchFilters } from './rules/filter-hits.ts';
import type { SearchQuery } from './schema.ts';
import { searchEngineOf } from './search-engine.ts';

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

/** The parameters of an address as filters. Refuses `platform.invalid_input` for a library that does not exist. */
export async function filtersFromQuery(
  ctx: Ctx,
  query: Omit<SearchQuery, 'q' | 'sort' | 'cursor' | 'limit'>,
): Promise<SearchFilters> {
  const { year } = query;
  return {
    libraryIds: query.library ? await libraryIdsOf(ctx, query.library) : undefined,
    available: query.available,
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

async function libraryIdsOf(ctx: Ctx, wanted: readonly string[]): Promise<number[]> {
  const libraries = await knownLibraries(ctx.db, await searchEngineOf(ctx).current());
  return wanted.map((text) => {
    const found = libraries.find(({ id, code }) => String(id) === text || code.toLowerCase() === text.toLowerCase());
    if (!found) throw platformErrors.invalidInput({ library: text }, { library: 'unknown' });
    return found.id;
  });
}
