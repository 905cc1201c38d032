import { selectBibTitles } from '#modules/collection/catalog';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { z } from 'zod';
import { addList } from './create-list.ts';
import {
  deleteEntry,
  insertEntry,
  lockList,
  lockReader,
  renumberEntries,
  selectEntries,
  selectListsOf,
  updateEntry,
  updateList,
} from '../data/lists.queries.ts';
import { readingErrors } from '../errors.ts';
import { ownReader } from '../own-reader.ts';
import { putAt } from '../rules/place.ts';
import { MAX_ENTRIES } from '../rules/visibility.ts';
import { entryNote } from '../schema.ts';

const note = (text: string | null | undefined): string | null =>
  parseInput(z.object({ note: entryNote }), { note: text ?? '' }).note;

async function locked(trx: Tx, ctx: Ctx, listId: number) {
  const list = await lockList(trx, ownReader(ctx).id, listId);
  if (!list) throw readingErrors.listNotFound();
  return list;
}
const touch = async (trx: Tx, ctx: Ctx, listId: number): Promise<void> =>
  updateList(trx, listId, { changedAt: ctx.clock.now() });

export interface SaveToList {
  bibId: number;
  /** One of the reader's lists, the title of a new one, or the list used last: one of that title is made where there is none. */
  list: { id: number } | { title: string } | { lastOr: string };
  note?: string | null;
}

async function listFor(trx: Tx, ctx: Ctx, wanted: SaveToList['list']): Promise<number> {
  if ('id' in wanted) return (await locked(trx, ctx, wanted.id)).id;
  if ('title' in wanted) return addList(trx, ctx, wanted);
  const { id: memberId } = ownReader(ctx);
  // two titles tapped at once by a reader without a list come into one
  await lockReader(trx, memberId);
  const [last] = await selectListsOf(trx, memberId);
  return last ? (await locked(trx, ctx, last.id)).id : addList(trx, ctx, { title: wanted.lastOr });
}

/**
 * The reader puts a title into a list, at the end. What is there already stays as it is.
 * Throws `reading.list_not_found`, `reading.entry_not_found` (no such title), `reading.list_full`, `reading.too_many_lists`.
 */
export async function saveToList(ctx: Ctx, input: SaveToList): Promise<{ listId: number; added: boolean }> {
  ownReader(ctx);
  const said = note(input.note);
  return ctx.db.transaction().execute(async (trx) => {
    const [bib] = await selectBibTitles(trx, [input.bibId]);
    if (!bib) throw readingErrors.entryNotFound();
    const listId = await listFor(trx, ctx, input.list);
    if ((await selectEntries(trx, listId)).length >= MAX_ENTRIES) throw readingErrors.listFull({ max: MAX_ENTRIES });
    const added = await insertEntry(trx, { listId, bibId: input.bibId, note: said, addedAt: ctx.clock.now() });
    if (added) await touch(trx, ctx, listId);
    return { listId, added };
  });
}

/** The reader's note to a title, or its place in the list (1 = the first). Throws `reading.entry_not_found`. */
export async function changeEntry(
  ctx: Ctx,
  input: { listId: number; bibId: number; note?: string | null | undefined; place?: number | undefined },
): Promise<void> {
  ownReader(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    const list = await locked(trx, ctx, input.listId);
    const bibIds = (await selectEntries(trx, list.id)).map((entry) => entry.bibId);
    if (!bibIds.includes(input.bibId)) throw readingErrors.entryNotFound();
    if (input.note !== undefined) await updateEntry(trx, list.id, input.bibId, note(input.note));
    if (input.place !== undefined) await renumberEntries(trx, list.id, putAt(bibIds, input.bibId, input.place));
    await touch(trx, ctx, list.id);
  });
}

/** The reader takes a title out of a list; the others close up. Throws `reading.entry_not_found`. */
export async function removeEntry(ctx: Ctx, input: { listId: number; bibId: number }): Promise<void> {
  ownReader(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    const list = await locked(trx, ctx, input.listId);
    if (!(await deleteEntry(trx, list.id, input.bibId))) throw readingErrors.entryNotFound();
    const left = await selectEntries(trx, list.id);
    await renumberEntries(
      trx,
      list.id,
      left.map((entry) => entry.bibId),
    );
    await touch(trx, ctx, list.id);
  });
}
