import type { SearchFilters } from '#modules/collection/search';
import type { CatalogQuery } from '#web/features/search/parts/catalog-query.ts';

/** The limits of an address in the words of the search. Library values are ids. */
export function searchFilters({ lists, ...query }: CatalogQuery): SearchFilters {
  return {
    libraryIds: lists.perpus.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0),
    materials: lists.bahan,
    audiences: lists.pembaca,
    languages: lists.bahasa,
    decades: lists.dekade.map(Number),
    authors: lists.pengarang,
    subjects: lists.subjek,
    ddc: lists.kelas,
    available: query.available || undefined,
    readable: query.readable || undefined,
    yearFrom: query.yearFrom ?? undefined,
    yearTo: query.yearTo ?? undefined,
    callNumberFrom: query.callNumberFrom ?? undefined,
    callNumberTo: query.callNumberTo ?? undefined,
  };
}
