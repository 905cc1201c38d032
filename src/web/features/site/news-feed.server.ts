import { listNews, listTopics } from '#modules/city/site';
import type { NewsCard } from '#modules/city/site/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { xmlText } from '#web/kit/answers/xml.ts';
import { pagePath } from './parts/page-path.ts';

const ENTRIES = 50;
const CACHED = 'max-age=600';

interface Entry {
  /** Of the entry for good: its number, whatever its address becomes. */
  id: string;
  title: string;
  summary: string;
  url: string;
  published: Date;
  changed: Date;
  topic: string | null;
  picture: { url: string; type: string } | null;
}
/** A feed before it is written in a format. */
interface Feed {
  title: string;
  about: string;
  page: string;
  self: string;
  locale: string;
  entries: Entry[];
  changed: Date;
}

function entryOf(card: NewsCard, origin: string): Entry {
  const plain = card.picture?.files.find(({ format }) => format === 'jpeg');
  return {
    id: `${origin}/berita/nomor/${card.id}`,
    title: card.title,
    summary: card.summary,
    url: origin + localizeHref(pagePath(card)),
    published: card.publishAt,
    changed: card.updatedAt ?? card.publishAt,
    topic: card.topic?.name ?? null,
    picture: plain ? { url: origin + plain.href, type: 'image/jpeg' } : null,
  };
}

/** The news for feed readers, in the language of who asks; takes `?topik=` of `/berita`. */
export async function newsFeed(ctx: Ctx, url: URL, origin: string): Promise<Feed> {
  const topic = (await listTopics(ctx)).find(({ slug }) => slug === url.searchParams.get('topik'));
  const { news } = await listNews(ctx, { topic: topic?.slug, limit: ENTRIES });
  const entries = news.map((card) => entryOf(card, origin));
  return {
    title: [topic?.name, m.site_news(), 'Lumbung'].filter(Boolean).join(' · '),
    about: m.site_news_lead(),
    page: origin + localizeHref('/berita') + (topic ? `?topik=${topic.slug}` : ''),
    self: origin + url.pathname + url.search,
    locale: ctx.locale,
    entries,
    changed: new Date(Math.max(0, ...entries.map(({ changed }) => changed.getTime()))),
  };
}

/** RSS 2.0. */
export function rssOf(feed: Feed): Response {
  const items = feed.entries.map(
    ({ id, title, summary, url, published, topic, picture }) =>
      `<item><title>${xmlText(title)}</title><link>${xmlText(url)}</link><guid isPermaLink="false">${xmlText(id)}</guid>` +
      `<pubDate>${published.toUTCString()}</pubDate>${topic === null ? '' : `<category>${xmlText(topic)}</category>`}` +
      `<description>${xmlText(summary)}</description>` +
      `${picture ? `<media:content url="${xmlText(picture.url)}" type="${picture.type}" medium="image"/>` : ''}</item>`,
  );
  return answer(
    `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>${xmlText(feed.title)}</title><link>${xmlText(feed.page)}</link><description>${xmlText(feed.about)}</description><language>${feed.locale}</language>
<atom:link href="${xmlText(feed.self)}" rel="self" type="application/rss+xml"/>
${items.join('\n')}
</channel></rss>
`,
    'application/rss+xml; charset=utf-8',
  );
}

/** Atom (RFC 4287). */
export function atomOf(feed: Feed): Response {
  const entries = feed.entries.map(
    ({ id, title, summary, url, published, changed, topic }) =>
      `<entry><id>${xmlText(id)}</id><title>${xmlText(title)}</title><link href="${xmlText(url)}"/>` +
      `<published>${published.toISOString()}</published><updated>${changed.toISOString()}</updated>` +
      `${topic === null ? '' : `<category term="${xmlText(topic)}"/>`}<summary>${xmlText(summary)}</summary></entry>`,
  );
  return answer(
    `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.locale}">
<id>${xmlText(feed.page)}</id><title>${xmlText(feed.title)}</title><updated>${feed.changed.toISOString()}</updated>
<author><name>${xmlText(feed.title)}</name></author>
<link href="${xmlText(feed.page)}"/><link rel="self" type="application/atom+xml" href="${xmlText(feed.self)}"/>
${entries.join('\n')}
</feed>
`,
    'application/atom+xml; charset=utf-8',
  );
}

/** JSON Feed 1.1. */
export function jsonFeedOf(feed: Feed): Response {
  return answer(
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: feed.title,
      description: feed.about,
      home_page_url: feed.page,
      feed_url: feed.self,
      language: feed.locale,
      items: feed.entries.map(({ id, title, summary, url, published, changed, topic, picture }) => ({
        id,
        url,
        title,
        summary,
        content_text: summary,
        date_published: published.toISOString(),
        date_modified: changed.toISOString(),
        ...(topic !== null && { tags: [topic] }),
        ...(picture && { image: picture.url }),
      })),
    }),
    'application/feed+json; charset=utf-8',
  );
}

const answer = (body: string, type: string): Response =>
  new Response(body, { headers: { 'content-type': type, 'cache-control': CACHED } });
