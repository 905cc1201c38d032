import {
  selectBibCards,
  selectMostLentBibIds,
  selectNewestBibIds,
  selectShelfNeighbours,
  selectShelfPlace,
  type BibCard,
} from '#modules/catalog';
import type { Ctx } from '#platform/context';
import { countDdc, type DdcNode } from './rules/count-ddc.ts';
import { NameList, type NameEntry } from './rules/name-list.ts';
import { relatedOrds } from './rules/related-ords.ts';
import type { ListField } from './rules/columns.ts';
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

/** Records that share authors or subjects with one, the rarest in common first; at most `limit`. */
export async function relatedBibs(ctx: Ctx, bibId: number, limit = 6): Promise<BibCard[]> {
  const index = await searchEngineOf(ctx).current();
  const ord = index.ordOf(bibId);
  if (ord === undefined) return [];
  const ords = relatedOrds(index.columns, ord, (other) => index.isLive(other), limit);
  return selectBibCards(
    ctx.db,
    ords.map((other) => index.columns.bibIds[other] ?? 0),
  );
}

/** What stands left and right of a record on the shelf of a library; null when the library has no copy on a shelf. */
export interface ShelfView {
  left: BibCard[];
  here: BibCard;
  right: BibCard[];
}

/** @param each how many records on each side */
export async function shelfAround(
  ctx: Ctx,
  input: { bibId: number; libraryId: number; each?: number },
): Promise<ShelfView | null> {
  const { bibId, libraryId, each = 6 } = input;
  const place = await selectShelfPlace(ctx.db, bibId, libraryId);
  if (!place) return null;
  const [left, right] = await Promise.all(
    (['left', 'right'] as const).map((side) => selectShelfNeighbours(ctx.db, libraryId, place, side, each)),
  );
  const leftIds = (left ?? []).map((neighbour) => neighbour.bibId).reverse();
  const rightIds = (right ?? []).map((neighbour) => neighbour.bibId);
  const cards = await selectBibCards(ctx.db, [...leftIds, bibId, ...rightIds]);
  const at = cards.findIndex((card) => card.id === bibId);
  const here = cards[at];
  return here ? { left: cards.slice(0, at), here, right: cards.slice(at + 1) } : null;
}

/** The records entered last. */
export async function newBibs(ctx: Ctx, limit = 12): Promise<BibCard[]> {
  return selectBibCards(ctx.db, await selectNewestBibIds(ctx.db, limit));
}

/** The records lent most often. */
export async function mostLentBibs(ctx: Ctx, limit = 12): Promise<BibCard[]> {
  return selectBibCards(ctx.db, await selectMostLentBibIds(ctx.db, limit));
}
