import { listNews, listTopics } from '#modules/city/site';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { withPreparedStatements } from '#platform/database/prepared';
import type { PageAccess } from '#platform/rights/access';
import { bannerViews } from '#web/features/site/parts/latest-news.server.ts';
import { newsView } from '#web/features/site/news-view.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';
export const _kept = true;

const ON_A_PAGE = 14;
const MOST_PAGES = 500;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) =>
  withPreparedStatements(async () => {
    const topics = await listTopics(ctx);
    const topic = topics.find(({ slug }) => slug === url.searchParams.get('topik'));
    const page = /^\d{1,3}$/.test(url.searchParams.get('hal') ?? '')
      ? Math.min(MOST_PAGES, Math.max(1, Number(url.searchParams.get('hal'))))
      : 1;
    const [{ news, more }, banners, zone] = [
      await listNews(ctx, { topic: topic?.slug, limit: ON_A_PAGE, offset: (page - 1) * ON_A_PAGE }),
      await bannerViews(ctx, null),
      await networkZone(ctx.db),
    ];
    const hrefOf = (to: number, of = topic?.slug): string => {
      const asked = new URLSearchParams();
      if (of !== undefined) asked.set('topik', of);
      if (to > 1) asked.set('hal', String(to));
      return localizeHref('/berita') + (asked.size > 0 ? `?${asked}` : '');
    };
    return {
      topics: [
        { key: '', label: m.site_all_topics(), href: localizeHref('/berita'), isHere: !topic },
        ...topics.map(({ slug, name }) => ({
          key: slug,
          label: name,
          href: hrefOf(1, slug),
          isHere: slug === topic?.slug,
        })),
      ],
      topic: topic?.name ?? null,
      banners,
      news: news.map((card) => newsView(card, { zone, locale: ctx.locale })),
      previous: page > 1 ? hrefOf(page - 1) : null,
      next: more ? hrefOf(page + 1) : null,
      feeds: {
        rss: localizeHref('/berita.rss'),
        atom: localizeHref('/berita.atom'),
        json: localizeHref('/berita.json'),
      },
    };
  });
