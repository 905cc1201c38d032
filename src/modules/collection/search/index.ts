export { search, type SearchInput, type SearchResult } from './search.ts';
export { suggest, type Suggestions } from './suggest.ts';
export {
  aroundBib,
  browseDdc,
  browseNames,
  mostLentBibs,
  newBibs,
  type NamePage,
  type ShelfView,
  type Surroundings,
} from './browse.ts';
export type { DdcNode } from './rules/count-ddc.ts';
export { listZeroResults } from './list-zero-results.ts';
export { languageName, type LabelledFacets, type LabelledValue } from './label-facets.ts';
export { buildSearchIndex } from './build-index.ts';
export { deleteStemException, listStemExceptions, saveStemException } from './stem-exceptions.ts';
export type { SearchFilters } from './rules/filter-hits.ts';
export type { Facets, FacetValue } from './rules/count-facets.ts';
export { SORTS, type Sort } from './rules/sorts.ts';
export { shareSearchEngine } from './search-engine.ts';
