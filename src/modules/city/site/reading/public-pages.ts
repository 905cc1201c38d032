import { blocksFor, picturesOf, shownThings } from '#modules/ground/content';
import type { Block } from '#modules/ground/content/client';
import type { Ctx, Locale } from '#platform/context';
import type { Db } from '#platform/database/db';
import {
  findShown,
  selectAddresses,
  selectNews,
  selectStanding,
  type FoundPage,
  type ShownRow,
} from '../data/public.queries.ts';
import { findSlug } from '../data/slugs.queries.ts';
import { selectTopics } from '../data/topics.queries.ts';
import { siteErrors } from '../errors.ts';
import { visibilityOf, type PageKind } from '../rules/terms.ts';
import type { NewsCard, NewsTopic, PublicPage } from '../client.ts';

/** Lists of addresses for search engines hold so many. */
const MOST_ADDRESSES = 40_000;
const MOST_STANDING = 200;

function cardOf(
  { id, kind, slug, head, publishAt, updatedAt, topic, library }: ShownRow,
  locale: Locale,
): Omit<NewsCard, 'picture'> {
  const english = locale === 'en' && head.titleEn !== '';
  return {
    ...{ id, kind, slug, publishAt, updatedAt, library },
    title: english ? head.titleEn : head.title,
    summary: english && head.summaryEn !== '' ? head.summaryEn : head.summary,
    language: english ? 'en' : 'id',
    topic: topic && { slug: topic.slug, name: locale === 'en' ? topic.nameEn : topic.name },
  };
}

async function withPictures(db: Db, rows: readonly ShownRow[], locale: Locale): Promise<NewsCard[]> {
  const pictures = await picturesOf(
    db,
    rows.flatMap(({ head }) => head.pictureId ?? []),
  );
  return rows.map((row) => ({
    ...cardOf(row, locale),
    picture: (row.head.pictureId !== null && pictures.get(row.head.pictureId)) || null,
  }));
}

/** Pages as lists show them, in the language of the reader. */
export const cardsOf = async (
  { db, locale }: Pick<Ctx, 'db' | 'locale'>,
  rows: readonly ShownRow[],
): Promise<NewsCard[]> => withPictures(db, rows, locale);

/** Which news is asked for. */
export interface NewsAsked {
  topic?: string | undefined;
  /** Of that library's own site; left out: of all. */
  libraryId?: number | undefined;
  limit: number;
  offset?: number;
}

/** News that everybody sees now, the newest first. @returns so many, and whether there are more */
export async function listNews(ctx: Ctx, { limit, ...asked }: NewsAsked): Promise<{ news: NewsCard[]; more: boolean }> {
  const rows = await selectNews(ctx.db, { ...asked, limit: limit + 1, now: ctx.clock.now() });
  return { news: await withPictures(ctx.db, rows.slice(0, limit), ctx.locale), more: rows.length > limit };
}

/** Pages that stay, of the network (null) or of a library's own site. */
export async function listStanding(ctx: Ctx, libraryId: number | null): Promise<NewsCard[]> {
  const rows = await selectStanding(ctx.db, { libraryId, now: ctx.clock.now(), limit: MOST_STANDING });
  return withPictures(ctx.db, rows, ctx.locale);
}

/** The topics of news. */
export async function listTopics({ db, locale }: Pick<Ctx, 'db' | 'locale'>): Promise<NewsTopic[]> {
  return (await selectTopics(db)).map(({ slug, name, nameEn }) => ({ slug, name: locale === 'en' ? nameEn : name }));
}

/** Addresses that everybody may know, for search engines. */
export const listPageAddresses = async ({ db, clock }: Pick<Ctx, 'db' | 'clock'>) =>
  selectAddresses(db, { now: clock.now(), limit: MOST_ADDRESSES });

/**
 * What stands at an address: the page, or the address that it has now. Throws `site.page_not_found` where nothing was ever shown there, and
 * `site.page_gone` where what was there is shown no longer.
 */
export async function viewPage(
  ctx: Ctx,
  { kind, slug }: { kind: PageKind; slug: string },
): Promise<{ moved: string } | { page: PublicPage }> {
  const id = await findSlug(ctx.db, { kind, slug });
  const found = id === undefined ? undefined : await findShown(ctx.db, id);
  if (!found) throw siteErrors.pageNotFound();
  refuseUnseen(found, ctx.clock.now());
  if (found.slug !== slug) return { moved: found.slug };
  return { page: await wholePage(ctx, found) };
}

/** The page of a number, as everybody sees it now. Throws `site.page_not_found`, `page_gone`. */
export async function viewContent(ctx: Ctx, id: number): Promise<PublicPage> {
  const found = await findShown(ctx.db, id);
  if (!found) throw siteErrors.pageNotFound();
  refuseUnseen(found, ctx.clock.now());
  return wholePage(ctx, found);
}

function refuseUnseen(found: FoundPage, now: Date): void {
  const state = found.state === 'approved' && found.removedAt === null ? visibilityOf(found, now) : 'expired';
  if (state === 'scheduled') throw siteErrors.pageNotFound();
  if (state === 'expired') throw siteErrors.pageGone();
}

async function wholePage(ctx: Ctx, found: FoundPage): Promise<PublicPage> {
  const blocks = blocksFor(found.blocks, ctx.locale);
  const [card] = await withPictures(ctx.db, [found], ctx.locale);
  if (!card) throw siteErrors.pageNotFound();
  return {
    ...card,
    byline: found.head.byline,
    updateNote: found.updatedAt === null ? '' : found.updateNote,
    blocks,
    untranslated:
      ctx.locale === 'en' ? blocks.filter(({ block, language }) => language === 'id' && hasWords(block)).length : 0,
    ...(await shownThings(
      ctx,
      blocks.map(({ block }) => block),
    )),
  };
}

/** Whether a block has words of its own, which can be translated. */
export const hasWords = (block: Block): boolean =>
  block.kind === 'formula' ? block.alt !== '' : block.kind !== 'embed';
