import { campaignsBetween, mayReadCampaign, type CampaignSpan } from '#modules/city/campaigns';
import { lettersBetween } from '#modules/city/newsletters';
import { listNews } from '#modules/city/site';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { addDays, instantAt, localDate, type LocalDate } from '#shared/dates';
import type { PostLine } from '../client.ts';
import { postsBetween, seenPosts } from '../writing/view-posts.ts';

/** A calendar looks at so many of the newest news. */
const MOST_NEWS = 200;

/** What else goes out on a day. */
export interface CalendarEntry {
  kind: 'letter' | 'news';
  id: number;
  title: string;
  day: LocalDate;
  href: string;
  /** Of a letter: how it stands. */
  state: string;
}

export interface KabarCalendar {
  posts: PostLine[];
  others: CalendarEntry[];
  campaigns: CampaignSpan[];
}

/**
 * All that goes out between two days, both included: posts, letters and news, and the campaigns; those that nobody approved are for who may
 * read them. Needs `news.edit` or `posts.send`.
 */
export async function viewCalendar(ctx: Ctx, between: { from: LocalDate; until: LocalDate }): Promise<KabarCalendar> {
  const { from, until } = between;
  const libraryIds = seenPosts(ctx);
  const zone = await networkZone(ctx.db);
  const [begins, ends] = [instantAt(from, 0, zone), instantAt(addDays(until, 1), 0, zone)];
  const letters = await lettersBetween(ctx.db, libraryIds, begins, ends);
  const { news } = await listNews(ctx, { limit: MOST_NEWS });
  return {
    posts: await postsBetween(ctx, between),
    campaigns: (await campaignsBetween(ctx.db, libraryIds, from, until)).filter(
      (one) => one.state === 'approved' || one.state === 'reported' || mayReadCampaign(ctx, one),
    ),
    others: [
      ...letters.flatMap(({ id, title, at, href, state }) =>
        at === null ? [] : [{ kind: 'letter' as const, id, title, day: localDate(at, zone), href, state }],
      ),
      ...news.flatMap(({ id, title, publishAt, slug }) =>
        publishAt >= begins && publishAt < ends
          ? [
              {
                kind: 'news' as const,
                id,
                title,
                day: localDate(publishAt, zone),
                href: `/berita/${slug}`,
                state: 'sent',
              },
            ]
          : [],
      ),
    ],
  };
}
