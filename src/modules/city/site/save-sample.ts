import { beginWriting, blocksOfMarkdown, type BlockPair } from '#modules/ground/content';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { claimList } from './data/lists.queries.ts';
import { replaceLinks, writeContact, type LinkRow, type SiteContact } from './data/links.queries.ts';
import { replacePeople, replaceServices, type PersonRow, type ServiceRow } from './data/people.queries.ts';
import { insertBanner } from './data/banners.queries.ts';
import { findPage, insertPage, updatePage } from './data/pages.queries.ts';
import { insertSlug } from './data/slugs.queries.ts';
import { selectTopics } from './data/topics.queries.ts';
import { showHeld } from './publishing/publish-page.ts';
import { siteErrors } from './errors.ts';
import type { LinkPlace } from './rules/frame.ts';
import type { PageKind } from './rules/terms.ts';
import { newSlug } from './writing/begin-page.ts';

/** A page of the past or of tomorrow. */
export interface SamplePage {
  kind: PageKind;
  libraryId: number | null;
  /** By the name in its address. */
  topic: string;
  title: string;
  titleEn: string;
  summary: string;
  summaryEn: string;
  byline: string;
  /** Markdown; paragraphs of `bodyEn` stand beside those of `body` where they are as many. */
  body: string;
  bodyEn: string;
  /** Things of modules below the words. */
  embeds: readonly { embed: string; ref: string }[];
  state: 'draft' | 'submitted' | 'approved' | 'withdrawn';
  publishAt: Date;
  expireAt: Date | null;
}

function pairsOf({ body, bodyEn, embeds }: SamplePage): BlockPair[] {
  const [said, english] = [blocksOfMarkdown(body).blocks, blocksOfMarkdown(bodyEn).blocks];
  const beside = english.length === said.length ? english : [];
  return [
    ...said.map((block, i) => ({ body: block, english: beside[i]?.kind === block.kind ? beside[i] : null })),
    ...embeds.map((one) => ({ body: { kind: 'embed' as const, ...one }, english: null })),
  ];
}

/** Writes a page as it would have been written and published: for samples. @returns its id */
export async function savePage(trx: Tx, ctx: Ctx, page: SamplePage): Promise<number> {
  const topicId = (await selectTopics(trx)).find(({ slug }) => slug === page.topic)?.id ?? null;
  const { kind, libraryId, title, titleEn, summary, summaryEn, byline, state, publishAt, expireAt } = page;
  const slug = await newSlug(trx, kind, title);
  const by = actorName(ctx.actor);
  const id = await insertPage(trx, {
    ...{ kind, libraryId, title, titleEn, summary, summaryEn, byline, slug, state: 'draft' },
    topicId: kind === 'news' ? topicId : null,
    writingId: await beginWriting(trx, ctx, pairsOf(page)),
    createdAt: publishAt,
    createdBy: by,
    changedAt: publishAt,
  });
  await insertSlug(trx, { kind, slug, pageId: id, givenAt: publishAt });
  if (state === 'submitted') await updatePage(trx, id, { state, submittedBy: byline || by });
  if (state !== 'approved' && state !== 'withdrawn') return id;
  const held = await findPage(trx, id);
  if (!held) throw siteErrors.pageNotFound();
  await showHeld(trx, ctx, held, { publishAt, expireAt, updateNote: '' });
  if (state === 'withdrawn') await updatePage(trx, id, { state });
  return id;
}

/** Puts up a banner: for samples. */
export const saveBanner = async (
  trx: Tx,
  ctx: Ctx,
  banner: { words: string; wordsEn: string; href: string; fromAt: Date; untilAt: Date },
): Promise<number> =>
  insertBanner(trx, { ...banner, libraryId: null, createdAt: ctx.clock.now(), createdBy: actorName(ctx.actor) });

async function newList(trx: Tx, key: Parameters<typeof claimList>[1]): Promise<number> {
  const listId = await claimList(trx, key, 0);
  if (listId === undefined) throw new Error(`there is a list of ${key.kind} already`);
  return listId;
}
const fresh = <T extends object>(rows: readonly T[]) => rows.map((row) => ({ ...row, id: null }));

/** Writes what stands around all public pages: for samples. */
export async function saveFrame(
  trx: Tx,
  { contact, ...places }: Readonly<Record<LinkPlace, readonly Omit<LinkRow, 'id'>[]>> & { contact: SiteContact },
): Promise<void> {
  for (const kind of ['menu', 'foot', 'accounts'] as const) {
    await replaceLinks(trx, await newList(trx, { libraryId: null, kind }), fresh(places[kind]));
  }
  await writeContact(trx, await newList(trx, { libraryId: null, kind: 'contact' }), contact);
}

/** Writes what a library tells of itself: for samples. */
export async function saveOwnWords(
  trx: Tx,
  libraryId: number,
  {
    people,
    services,
    links,
  }: {
    people: readonly Omit<PersonRow, 'id'>[];
    services: readonly Omit<ServiceRow, 'id'>[];
    links: readonly Omit<LinkRow, 'id'>[];
  },
): Promise<void> {
  await replacePeople(trx, await newList(trx, { libraryId, kind: 'people' }), fresh(people));
  await replaceServices(trx, await newList(trx, { libraryId, kind: 'services' }), fresh(services));
  await replaceLinks(trx, await newList(trx, { libraryId, kind: 'menu' }), fresh(links));
}
