import { sql, type SqlBool } from 'kysely';
import type { KeptBlock } from '#modules/ground/content/client';
import type { Db, Tx } from '#platform/database/db';
import type { PageKind, PageState } from '../rules/terms.ts';

/** What a version of the writing keeps of a page's head. */
export interface ShownHead {
  title: string;
  titleEn: string;
  summary: string;
  summaryEn: string;
  byline: string;
  topicId: number | null;
  pictureId: number | null;
}

/** A page as it was published, without its words. */
export interface ShownRow {
  id: number;
  kind: PageKind;
  slug: string;
  head: ShownHead;
  publishAt: Date;
  updatedAt: Date | null;
  updateNote: string;
  topic: { slug: string; name: string; nameEn: string } | null;
  library: { id: number; code: string; name: string; timeZone: string } | null;
}

/** Whether everybody sees it now, by its hours alone. */
export const isShown = (now: Date) =>
  sql<SqlBool>`site_page.state = 'approved' and site_page.removed_at is null
    and site_page.publish_at <= ${now} and (site_page.expire_at is null or site_page.expire_at > ${now})`;

const shown = (db: Db | Tx) =>
  db
    .selectFrom('sitePage')
    .innerJoin('writingVersion', 'writingVersion.id', 'sitePage.shownVersionId')
    .leftJoin('library', 'library.id', 'sitePage.libraryId')
    .leftJoin('newsTopic', (join) =>
      join.on('newsTopic.id', '=', sql<number>`(writing_version.head->>'topicId')::bigint`),
    )
    .select([
      'sitePage.id',
      'sitePage.slug',
      'sitePage.updatedAt',
      'sitePage.updateNote',
      sql<PageKind>`site_page.kind`.as('kind'),
      sql<Date>`site_page.publish_at`.as('publishAt'),
      sql<ShownHead>`writing_version.head`.as('head'),
      sql<ShownRow['topic']>`case when news_topic.id is not null
        then jsonb_build_object('slug', news_topic.slug, 'name', news_topic.name, 'nameEn', news_topic.name_en) end`.as(
        'topic',
      ),
      sql<ShownRow['library']>`case when library.id is not null
        then jsonb_build_object('id', library.id, 'code', library.code, 'name', library.name, 'timeZone', library.time_zone) end`.as(
        'library',
      ),
    ]);

/** Which news a list shows. `libraryId`: of that library's own site, null: of the network's; left out: of all. */
export interface NewsFilter {
  topic?: string | undefined;
  libraryId?: number | null | undefined;
  now: Date;
}

const filtered = (db: Db | Tx, kind: PageKind, { topic, libraryId, now }: NewsFilter) => {
  let query = shown(db).where('sitePage.kind', '=', kind).where(isShown(now));
  if (topic !== undefined) query = query.where('newsTopic.slug', '=', topic);
  if (libraryId !== undefined) query = query.where('sitePage.libraryId', libraryId === null ? 'is' : '=', libraryId);
  return query;
};

/** News that everybody sees, the newest first. */
export const selectNews = async (
  db: Db | Tx,
  { limit, offset = 0, ...which }: NewsFilter & { limit: number; offset?: number },
): Promise<ShownRow[]> =>
  filtered(db, 'news', which)
    .orderBy('sitePage.publishAt', 'desc')
    .orderBy('sitePage.id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();

/** Pages that stay, by title. */
export const selectStanding = async (
  db: Db | Tx,
  { limit, ...which }: NewsFilter & { limit: number },
): Promise<ShownRow[]> =>
  filtered(db, 'page', which)
    .orderBy(sql`writing_version.head->>'title'`)
    .orderBy('sitePage.id')
    .limit(limit)
    .execute();

/** Addresses that everybody may know, with when they last changed: for search engines. */
export const selectAddresses = async (
  db: Db | Tx,
  { now, limit }: { now: Date; limit: number },
): Promise<{ kind: PageKind; slug: string; changedAt: Date }[]> =>
  db
    .selectFrom('sitePage')
    .select([sql<PageKind>`kind`.as('kind'), 'slug', sql<Date>`coalesce(updated_at, publish_at)`.as('changedAt')])
    .where(isShown(now))
    .orderBy('publishAt', 'desc')
    .limit(limit)
    .execute();

export type FoundPage = ShownRow & {
  state: PageState;
  expireAt: Date | null;
  removedAt: Date | null;
  blocks: KeptBlock[];
};

/** A page that was published once, whole, whatever has become of it. */
export const findShown = async (db: Db | Tx, id: number): Promise<FoundPage | undefined> =>
  shown(db)
    .select([
      sql<PageState>`site_page.state`.as('state'),
      'sitePage.expireAt',
      'sitePage.removedAt',
      sql<KeptBlock[]>`writing_version.blocks`.as('blocks'),
    ])
    .where('sitePage.id', '=', id)
    .executeTakeFirst();

/** What everybody sees whose folded title and summary have all of these words, the newest first. @param words letters and digits alone */
export const searchShown = async (
  db: Db | Tx,
  { words, now, limit }: { words: readonly string[]; now: Date; limit: number },
): Promise<ShownRow[]> =>
  shown(db)
    .where(isShown(now))
    .where(sql<SqlBool>`site_page.found_by like all (${words.map((word) => `% ${word}%`)}::text[])`)
    .orderBy('sitePage.publishAt', 'desc')
    .orderBy('sitePage.id', 'desc')
    .limit(limit)
    .execute();
