import type { NewsCard } from '#modules/city/site/client';

const FOLDERS = { news: '/berita', page: '/halaman' } as const;

/** The address of news or a page, without its language. */
export const pagePath = ({ kind, slug }: Pick<NewsCard, 'kind' | 'slug'>): string => `${FOLDERS[kind]}/${slug}`;
