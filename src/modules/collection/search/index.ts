export { search, type SearchResult } from './search.ts';
export { suggest } from './suggest.ts';
export { suggestClass, type SuggestedClassing } from './suggest-class.ts';
export { aroundBib, browseDdc, browseNames, newAndMostLent } from './browse.ts';
export { listZeroResults, type VainSearch } from './vain/list-zero-results.ts';
export { noteVainSearch } from './vain/note-vain-search.ts';
export { languageName } from './label-facets.ts';
export type { SearchFilters } from './rules/filter-hits.ts';
export { shareSearchEngine } from './search-engine.ts';
