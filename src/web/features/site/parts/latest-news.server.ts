import { findPages, listNews, listStanding, standingBanners } from '#modules/city/site';
import type { Ctx } from '#platform/context';
import { localizeHref } from '#i18n/runtime';
import { addressFor } from './block-view.server.ts';
import { newsView, type NewsView } from '../news-view.server.ts';
import { pagePath } from './page-path.ts';

/** The last news for a page of something else: of the whole network, or of a library's own site. */
export async function latestNews(
  ctx: Ctx,
  { libraryId, zone, limit }: { libraryId?: number; zone: string; limit: number },
): Promise<NewsView[]> {
  const { news } = await listNews(ctx, { libraryId, limit });
  return news.map((card) => newsView(card, { zone, locale: ctx.locale }));
}

/** The banners that stand now on the network's pages, or on a library's own. */
export async function bannerViews(ctx: Ctx, libraryId: number | null) {
  const banners = await standingBanners(ctx, libraryId);
  return banners.map(({ id, words, language, href }) => ({
    ...{ id, words, href: addressFor(href) },
    lang: language === ctx.locale ? undefined : language,
  }));
}

/** The pages that stay of a library's own site, by title. */
export async function ownPages(ctx: Ctx, libraryId: number | null): Promise<{ title: string; href: string }[]> {
  const pages = await listStanding(ctx, libraryId);
  return pages.map((page) => ({ title: page.title, href: localizeHref(pagePath(page)) }));
}

/** News and pages that have the words of a search of the catalogue, a few, to stand beside what it found. */
export async function foundBeside(ctx: Ctx, asked: string, limit: number): Promise<{ title: string; href: string }[]> {
  const pages = await findPages(ctx, asked, limit);
  return pages.map((page) => ({ title: page.title, href: localizeHref(pagePath(page)) }));
}
