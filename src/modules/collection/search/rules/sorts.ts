/** Orders of a result: best match first, year of publication, title, times lent. */
export const SORTS = ['relevance', 'newest', 'title', 'popular'] as const;
export type Sort = (typeof SORTS)[number];
