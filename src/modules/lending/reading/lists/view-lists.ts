import { z } from 'zod';
import { selectBibCards, type BibCard } from '#modules/collection/catalog';
import type { Ctx } from '#platform/context';
import { cursorInstant, decodeCursor, toPage } from '#platform/requests/http';
import type { ListEntry, ReadingList, SharedList } from '../client.ts';
import {
  selectEntries,
  selectList,
  selectListsOf,
  selectListsWith,
  selectPublicLists,
  selectShared,
} from '../data/lists.queries.ts';
import { readingErrors } from '../errors.ts';
import { ownReader } from '../own-reader.ts';

/** A title of a list with where it can be had now; titles that readers may not find any more are left out. */
export type ShownEntry = ListEntry & { card: BibCard };

/** The reader's own lists, the one used last first. */
export const listOwnLists = async (ctx: Ctx): Promise<ReadingList[]> => selectListsOf(ctx.db, ownReader(ctx).id);

/** Which of the reader's lists hold a title. */
export const listsWithBib = async (ctx: Ctx, bibId: number): Promise<Set<number>> =>
  selectListsWith(ctx.db, ownReader(ctx).id, bibId);

/** One of the reader's lists with its titles, by pages. Throws `reading.list_not_found`. */
export async function getOwnList(
  ctx: Ctx,
  id: number,
  page: { offset: number; limit: number },
): Promise<ReadingList & { entries: ShownEntry[] }> {
  const list = await selectList(ctx.db, ownReader(ctx).id, id);
  if (!list) throw readingErrors.listNotFound();
  return { ...list, entries: await shownEntries(ctx, id, page) };
}

/** The list behind an address, for everyone who has it. Throws `reading.list_not_found`. */
export async function getSharedList(
  ctx: Ctx,
  shareToken: string,
  page: { offset: number; limit: number },
): Promise<SharedList & { id: number; entries: ShownEntry[] }> {
  const list = await selectShared(ctx.db, shareToken);
  if (!list) throw readingErrors.listNotFound();
  return { ...list, entries: await shownEntries(ctx, list.id, page) };
}

/** Public lists of all readers, changed last first. Open to everyone. */
export async function listPublicLists(
  ctx: Ctx,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ data: SharedList[]; next: string | null }> {
  const after = decodeCursor(query.cursor, z.tuple([cursorInstant, z.number()]));
  const before = after && { changedAt: new Date(after[0]), id: after[1] };
  const rows = await selectPublicLists(ctx.db, { before, limit: query.limit });
  return toPage(rows, query.limit, (list) => [list.changedAt.toISOString(), list.id]);
}

async function shownEntries(ctx: Ctx, listId: number, page: { offset: number; limit: number }): Promise<ShownEntry[]> {
  const entries = await selectEntries(ctx.db, listId, page);
  const cards = await selectBibCards(
    ctx.db,
    entries.map((entry) => entry.bibId),
  );
  const byId = new Map(cards.map((card) => [card.id, card]));
  return entries.flatMap((entry) => {
    const card = byId.get(entry.bibId);
    return card ? [{ ...entry, card }] : [];
  });
}
