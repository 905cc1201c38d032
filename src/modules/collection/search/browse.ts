import {
  selectBibCards,
  selectMostLentBibIds,
  selectNewestBibIds,
  selectShelfAround,
  type BibCard,
  type ShelfIds,
} from '#modules/collection/catalog';
import type { Ctx } from '#platform/context';
import { countDdc, type DdcNode } from './rules/count-ddc.ts';
import { NameList, type NameEntry } from './rules/name-list.ts';
import { relatedOrds } from './rules/related-ords.ts';
import type { ListField } from './rules/postings/columns.ts';
import type { LiveIndex } from './live-index.ts';
import { searchEngineOf } from './search-engine.ts';

/**
 * The classes of DDC that hold records below one, with the number of records in each: '' gives 0-9, '8' gives 80-89, '89'
 * gives 890-899, then one digit more at a time. The Indonesian classes of Islam stand as `2X`.
 */
export async function browseDdc(ctx: Ctx, under = ''): Promise<DdcNode[]> {
  const index = await searchEngineOf(ctx).current();
  return countDdc(index.columns, (ord) => index.isLive(ord), under);
}

/** One page of an alphabetical list of authors or subjects. */
export interface NamePage {
  /** First letters that occur, `#` for all that is no letter, with the number of names. */
  letters: { letter: string; count: number }[];
  names: NameEntry[];
  /** Names under the letter (all, without one). */
  total: number;
}

const lists = new WeakMap<LiveIndex, { version: number; authors: NameList; subjects: NameList }>();

/** Authors or subjects A-Z with the number of their records; `letter` null = all. */
export async function browseNames(
  ctx: Ctx,
  input: { field: ListField; letter?: string | null; offset?: number; limit?: number },
): Promise<NamePage> {
  const index = await searchEngineOf(ctx).current();
  let held = lists.get(index);
  if (held?.version !== index.version) {
    const live = (ord: number): boolean => index.isLive(ord);
    held = {
      version: index.version,
      authors: new NameList(index.columns, 'authors', live, held?.authors),
      subjects: new NameList(index.columns, 'subjects', live, held?.subjects),
    };
    lists.set(index, held);
  }
  const { offset = 0, limit = 50, letter = null } = input;
  return held[input.field].page(letter, offset, limit);
}

/** What stands left and right of a record on the shelf of a library. */
export interface ShelfView {
  left: BibCard[];
  here: BibCard;
  right: BibCard[];
}

/** What leads on from a record. */
export interface Surroundings {
  /** Records that share authors or subjects with it, the rarest in common first. */
  related: BibCard[];
  /** Null when no library was named, or it has no copy on a shelf. */
  shelf: ShelfView | null;
}

/**
 * What is like a record and what stands beside it. Related records are those of the index as this process knows it, perhaps a
 * moment old: what was deleted meanwhile is left out all the same.
 * @param related at most so many
 * @param each how many records on each side of the shelf
 */
export async function aroundBib(
  ctx: Ctx,
  input: { bibId: number; libraryId: number | null; related: number; each: number },
): Promise<Surroundings> {
  const { bibId, libraryId, related, each } = input;
  const [relatedIds, shelf] = await Promise.all([
    related > 0 ? relatedBibIds(ctx, bibId, related) : [],
    libraryId === null ? null : selectShelfAround(ctx.db, bibId, libraryId, each),
  ]);
  const shelfIds = shelf ? [...shelf.left, bibId, ...shelf.right] : [];
  const cards = new Map(
    (await selectBibCards(ctx.db, [...new Set([...relatedIds, ...shelfIds])])).map((card) => [card.id, card]),
  );
  const cardsOf = (ids: readonly number[]): BibCard[] => ids.flatMap((id) => cards.get(id) ?? []);
  return { related: cardsOf(relatedIds), shelf: shelf && viewOf(shelf, cards.get(bibId), cardsOf) };
}

const viewOf = (
  shelf: ShelfIds,
  here: BibCard | undefined,
  cardsOf: (ids: readonly number[]) => BibCard[],
): ShelfView | null => (here ? { left: cardsOf(shelf.left), here, right: cardsOf(shelf.right) } : null);

async function relatedBibIds(ctx: Ctx, bibId: number, limit: number): Promise<number[]> {
  const engine = searchEngineOf(ctx);
  const index = engine.loaded ?? (await engine.current());
  const ord = index.ordOf(bibId);
  if (ord === undefined) return [];
  return relatedOrds(index, ord, limit).map((other) => index.columns.bibIds[other] ?? 0);
}

/** What came last and what is lent most, at most so many of each; the records are read at once. */
export async function newAndMostLent(ctx: Ctx, limit: number): Promise<{ fresh: BibCard[]; mostLent: BibCard[] }> {
  const [newest, lent] = await Promise.all([selectNewestBibIds(ctx.db, limit), selectMostLentBibIds(ctx.db, limit)]);
  const cards = await selectBibCards(ctx.db, [...new Set([...newest, ...lent])]);
  const byId = new Map(cards.map((card) => [card.id, card]));
  const cardsOf = (ids: readonly number[]): BibCard[] => ids.flatMap((id) => byId.get(id) ?? []);
  return { fresh: cardsOf(newest), mostLent: cardsOf(lent) };
}
