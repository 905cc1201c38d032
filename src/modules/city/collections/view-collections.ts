import { z } from 'zod';
import { selectBibCards, type BibCard } from '#modules/collection/catalog';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx, Locale } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { cursorInstant, decodeCursor, toPage } from '#platform/requests/http';
import { localDate } from '#shared/dates';
import type { PublicCollection } from './client.ts';
import {
  countShown,
  findCollection,
  selectAddresses,
  selectShown,
  selectShownById,
  selectShownByTitle,
  type CollectionRow,
} from './data/collections.queries.ts';
import { countRecords, selectFirstRecords, selectRecords } from './data/records.queries.ts';
import { findSlug } from './data/slugs.queries.ts';
import { collectionErrors } from './errors.ts';
import { findByRule } from './find-by-rule.ts';
import { isSlug } from './rules/slug.ts';

/** More collections than a library keeps alive. */
const MOST_COLLECTIONS = 2000;

/** A record of a collection that readers find, with where its copies are at this moment. */
export interface ShownRecord {
  card: BibCard;
  /** Why it stands here; empty = nobody has said. */
  sentence: string;
  /** In which language that is. */
  sentenceLanguage: Locale;
}
export type ShownCollection = PublicCollection & { records: ShownRecord[] };
/** A collection as a list shows it. */
export type ListedCollection = PublicCollection & {
  /** The first of its records. */
  covers: BibCard[];
};

/** A text in a language, Indonesian where it was not written in that. */
const inLocale = (text: string, textEn: string, locale: Locale): { text: string; language: Locale } =>
  locale === 'en' && textEn !== '' ? { text: textEn, language: 'en' } : { text, language: 'id' };

/** Of how many a copy stands on a shelf now, to be taken home or to be read there. @param libraryId on one of this library; null = of any */
const countOnShelf = (cards: readonly BibCard[], libraryId: number | null): number =>
  cards.filter(({ holdings }) =>
    holdings.some((held) => (libraryId === null || held.libraryId === libraryId) && held.available + held.readHere > 0),
  ).length;

interface Counts {
  total: number;
  onShelf: number;
}

/** What a collection says of itself, with how many records it has now. */
function said(
  row: CollectionRow,
  { total, onShelf }: Counts,
  { zone, locale }: { zone: string; locale: Locale },
): PublicCollection {
  const inEnglish = locale === 'en' && row.titleEn !== '' && (row.summary === '' || row.summaryEn !== '');
  const quote = inLocale(row.quote, row.quoteEn, locale);
  return {
    id: row.id,
    slug: row.slug,
    libraryId: row.libraryId,
    kind: row.kind,
    title: inEnglish ? row.titleEn : row.title,
    summary: inEnglish ? row.summaryEn : row.summary,
    language: inEnglish ? 'en' : 'id',
    madeBy: row.madeBy,
    quote: quote.text,
    quoteLanguage: quote.language,
    quoteBy: row.quoteBy,
    rule: row.rule,
    changedAt: row.changedAt,
    changedOn: localDate(row.changedAt, zone),
    total,
    onShelf,
  };
}

/** Collections with their records as they are now: of all that were chosen by hand the copies are asked at once, of each rule once. */
async function withRecords(ctx: Ctx, rows: readonly CollectionRow[]): Promise<ShownCollection[]> {
  const zone = await networkZone(ctx.db);
  const chosen = await selectRecords(
    ctx.db,
    rows.filter(({ rule }) => rule === null).map(({ id }) => id),
  );
  const cards = await selectBibCards(ctx.db, [...new Set(chosen.map(({ bibId }) => bibId))]);
  const byId = new Map(cards.map((card) => [card.id, card]));
  const recordsOf = async ({ id, rule, libraryId }: CollectionRow): Promise<ShownRecord[]> => {
    if (rule !== null) {
      const found = await findByRule(ctx, { rule, libraryId });
      return found.cards.map((card) => ({ card, sentence: '', sentenceLanguage: 'id' }));
    }
    return chosen
      .filter(({ collectionId }) => collectionId === id)
      .flatMap(({ bibId, sentence, sentenceEn }) => {
        const card = byId.get(bibId);
        const { text, language } = inLocale(sentence, sentenceEn, ctx.locale);
        return card ? [{ card, sentence: text, sentenceLanguage: language }] : [];
      });
  };
  return Promise.all(
    rows.map(async (row) => {
      const records = await recordsOf(row);
      const cards = records.map(({ card }) => card);
      const counts = { total: records.length, onShelf: countOnShelf(cards, row.libraryId) };
      return { ...said(row, counts, { zone, locale: ctx.locale }), records };
    }),
  );
}

/**
 * Collections for a list: what was chosen by hand is counted by the database, and only the covers that are shown are asked for. What a rule
 * finds the index knows, with the records themselves.
 */
async function withCovers(ctx: Ctx, rows: readonly CollectionRow[], covers: number): Promise<ListedCollection[]> {
  const zone = await networkZone(ctx.db);
  const byHand = rows.filter(({ rule }) => rule === null).map(({ id }) => id);
  const [counts, first] = await Promise.all([countRecords(ctx.db, byHand), selectFirstRecords(ctx.db, byHand, covers)]);
  const cards = await selectBibCards(ctx.db, [...new Set(first.map(({ bibId }) => bibId))]);
  const byId = new Map(cards.map((card) => [card.id, card]));
  const contentsOf = async ({ id, rule, libraryId }: CollectionRow): Promise<Counts & { covers: BibCard[] }> => {
    if (rule !== null) {
      const found = (await findByRule(ctx, { rule, libraryId })).cards;
      return { total: found.length, onShelf: countOnShelf(found, libraryId), covers: found.slice(0, covers) };
    }
    const own = first.filter(({ collectionId }) => collectionId === id);
    return {
      ...(counts.get(id) ?? { total: 0, onShelf: 0 }),
      covers: own.flatMap(({ bibId }) => byId.get(bibId) ?? []),
    };
  };
  return Promise.all(
    rows.map(async (row) => {
      const contents = await contentsOf(row);
      return { ...said(row, contents, { zone, locale: ctx.locale }), covers: contents.covers };
    }),
  );
}

export const edge = z.tuple([cursorInstant, z.number()]);

/**
 * Collections that everybody sees, changed last first, with how many records they have now.
 * @param about.libraryId that library's own alone
 * @param about.covers so many of the records of each come along
 */
export async function listCollections(
  ctx: Ctx,
  {
    libraryId = null,
    covers = 0,
    cursor,
    limit,
  }: { libraryId?: number | null; covers?: number; cursor?: string | undefined; limit: number },
): Promise<{ data: ListedCollection[]; next: string | null }> {
  const from = decodeCursor(cursor, edge);
  const after = from && { changedAt: new Date(from[0]), id: from[1] };
  const { data, next } = toPage(await selectShown(ctx.db, { libraryId, after, limit }), limit, (row) => [
    row.changedAt.toISOString(),
    row.id,
  ]);
  return { data: await withCovers(ctx, data, covers), next };
}

/**
 * The collection behind an address with its records as they are now; `slug` of it is its present address, which may be another. Throws
 * `collections.not_found`, `withdrawn`.
 */
export async function viewCollection(ctx: Ctx, slug: string): Promise<ShownCollection> {
  const at = isSlug(slug) ? await findSlug(ctx.db, slug) : undefined;
  const row = at && (await findCollection(ctx.db, at.collectionId));
  // of a draft nobody outside knows that there is one
  if (!row || row.state === 'draft') throw collectionErrors.notFound();
  if (row.state === 'withdrawn' || row.rests) throw collectionErrors.withdrawn();
  const [collection] = await withRecords(ctx, [row]);
  if (!collection) throw collectionErrors.notFound();
  return collection;
}

/** How many collections everybody sees, in all and of each library that has some of its own. */
export async function countCollections(
  ctx: Pick<Ctx, 'db'>,
): Promise<{ total: number; ofLibraries: { libraryId: number; count: number }[] }> {
  const counts = await countShown(ctx.db);
  return {
    total: counts.reduce((sum, { count }) => sum + count, 0),
    ofLibraries: counts.flatMap(({ libraryId, count }) => (libraryId === null ? [] : [{ libraryId, count }])),
  };
}

/** The addresses of all that everybody sees, for search engines. */
export const listCollectionAddresses = async (ctx: Pick<Ctx, 'db'>): Promise<{ slug: string; changedAt: Date }[]> =>
  selectAddresses(ctx.db, MOST_COLLECTIONS);

/** Those with these ids that everybody sees, with their records as they are now. */
export const collectionsById = async (ctx: Ctx, ids: readonly number[]): Promise<ShownCollection[]> =>
  withRecords(ctx, await selectShownById(ctx.db, ids));

/** What names a collection. */
export interface CollectionTitle {
  id: number;
  slug: string;
  title: string;
  /** null = of the network. */
  libraryId: number | null;
}

/** The collection with this id, if everybody sees it. */
export async function findShownCollection(db: Db | Tx, id: number): Promise<CollectionTitle | null> {
  const [row] = await selectShownById(db, [id]);
  return row ? { id: row.id, slug: row.slug, title: row.title, libraryId: row.libraryId } : null;
}

/**
 * Those that everybody sees whose title has what was typed; nothing typed: the ones changed last.
 * @param libraryIds of the network and of these libraries; null = of all
 */
export const collectionsByTitle = async (
  ctx: Pick<Ctx, 'db'>,
  typed: string,
  { limit, libraryIds = null }: { limit: number; libraryIds?: readonly number[] | null },
): Promise<CollectionTitle[]> => selectShownByTitle(ctx.db, { typed, libraryIds, limit });
