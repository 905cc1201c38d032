/** What pages may know about search: lists, types and the query language, safe for the browser. */
export { SORTS, type Sort } from './rules/sorts.ts';
export { composeQuery, type QueryParts } from './rules/query/compose-query.ts';
export type { Facets, FacetValue } from './rules/count-facets.ts';
export type { SearchFilters } from './rules/filter-hits.ts';
export type { LabelledFacets, LabelledValue } from './label-facets.ts';
