/** Records in one list of a sitemap, by number; a list may hold at most 50,000 addresses. */
export const SITEMAP_PART = 10_000;
