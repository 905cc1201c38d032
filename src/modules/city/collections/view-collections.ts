import { z } from 'zod';
import { selectBibCards, type BibCard } from '#modules/collection/catalog';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx, Locale } from '#platform/context';
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
import { selectRecords } from './data/records.queries.ts';
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

/** A text in a language, Indonesian where it was not written in that. */
const inLocale = (text: string, textEn: string, locale: Locale): { text: string; language: Locale } =>
  locale === 'en' && textEn !== '' ? { text: textEn, language: 'en' } : { text, language: 'id' };

/** Some copy of it stands on a shelf now, to be taken home or to be read there. */
const isOnShelf = ({ holdings }: BibCard): boolean => holdings.some((held) => held.available + held.readHere > 0);

function shown(
  row: CollectionRow,
  records: ShownRecord[],
  { zone, locale }: { zone: string; locale: Locale },
): ShownCollection {
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
    total: records.length,
    onShelf: records.filter(({ card }) => isOnShelf(card)).length,
    records,
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
  return Promise.all(rows.map(async (row) => shown(row, await recordsOf(row), { zone, locale: ctx.locale })));
}

export const edge = z.tuple([cursorInstant, z.number()]);

/** Collections that everybody sees, changed last first, with their records as they are now. @param libraryId that library's own alone */
export async function listCollections(
  ctx: Ctx,
  { libraryId = null, cursor, limit }: { libraryId?: number | null; cursor?: string | undefined; limit: number },
): Promise<{ data: ShownCollection[]; next: string | null }> {
  const from = decodeCursor(cursor, edge);
  const after = from && { changedAt: new Date(from[0]), id: from[1] };
  const { data, next } = toPage(await selectShown(ctx.db, { libraryId, after, limit }), limit, (row) => [
    row.changedAt.toISOString(),
    row.id,
  ]);
  return { data: await withRecords(ctx, data), next };
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

/** Those that everybody sees whose title has what was typed; nothing typed: the ones changed last. */
export const collectionsByTitle = async (
  ctx: Pick<Ctx, 'db'>,
  typed: string,
  limit: number,
): Promise<{ id: number; title: string }[]> => selectShownByTitle(ctx.db, typed, limit);
