import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import type { Services } from '#platform/services';
import { changeBook, deletePile, findBook, findPile, lockBook, setStopped, waitAgain } from '../data/piles.queries.ts';
import { copyingErrors } from '../errors.ts';
import { bookChanges, type BookChanges } from '../schema.ts';
import { LOOK_UP_QUEUE } from './look-up-pile.ts';
import { holdPile, mayUsePile } from './pile-door.ts';

/** Nobody is asked for a pile any more; what was found stays. Throws `copying.pile_not_found`. */
export async function stopPile(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { libraryId, stopped } = await holdPile(ctx, trx, id);
    if (stopped) return;
    await setStopped(trx, id, true);
    await recordAudit(trx, ctx, { action: 'record_pile.stopped', entity: 'record_pile', entityId: id, libraryId });
  });
}

/**
 * Goes on with a pile that was stopped, and asks once more for what nobody had or what was not sure. Nothing of it doubles. Throws
 * `copying.pile_not_found`.
 */
export async function lookUpAgain(ctx: Ctx, { jobs }: Pick<Services, 'jobs'>, id: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { libraryId } = await holdPile(ctx, trx, id);
    await setStopped(trx, id, false);
    const books = await waitAgain(trx, id);
    await recordAudit(trx, ctx, {
      action: 'record_pile.looked_up_again',
      entity: 'record_pile',
      entityId: id,
      libraryId,
      after: { books },
    });
    await jobs.enqueue(trx, LOOK_UP_QUEUE, { pileId: id });
  });
}

/** Takes a pile away; what was added to the catalogue stays. Throws `copying.pile_not_found`. */
export async function removePile(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { libraryId } = await holdPile(ctx, trx, id);
    await deletePile(trx, id);
    await recordAudit(trx, ctx, { action: 'record_pile.removed', entity: 'record_pile', entityId: id, libraryId });
  });
}

/**
 * Changes a book of a pile: how many copies of it there are, or that it is left out. Throws `copying.pile_not_found`,
 * `copying.pile_book_not_found`, `copying.book_done_with`.
 */
export async function changePileBook(ctx: Ctx, pileId: number, bookId: number, input: BookChanges): Promise<void> {
  const { copies, leftOut } = parseInput(bookChanges, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { libraryId } = await holdPile(ctx, trx, pileId);
    const book = await lockBook(trx, pileId, bookId);
    if (!book) throw copyingErrors.pileBookNotFound();
    if (book.state === 'added') throw copyingErrors.bookDoneWith();
    const changes = {
      ...(copies !== undefined && { copies }),
      ...(leftOut === true && { state: 'left_out' as const }),
    };
    if (Object.keys(changes).length === 0) return;
    await changeBook(trx, bookId, changes);
    await recordAudit(trx, ctx, {
      action: 'record_pile.book_changed',
      entity: 'record_pile',
      entityId: pileId,
      libraryId,
      before: { isbn: book.isbn, copies: book.copies, state: book.state },
      after: { isbn: book.isbn, copies: book.copies, state: book.state, ...changes },
    });
  });
}

/**
 * A book of a pile was added by the page of one book: it is done with in its pile. Whatever speaks against that (no right to the pile, gone
 * meanwhile) is no reason to refuse what was saved. @returns the pile, or null where nothing was changed
 */
export async function settlePileBook(ctx: Ctx, bookId: number, barcodes: readonly string[]): Promise<number | null> {
  const known = await findBook(ctx.db, bookId);
  const pile = known && (await findPile(ctx.db, known.pileId));
  if (!pile || !mayUsePile(ctx, pile.libraryId)) return null;
  return ctx.db.transaction().execute(async (trx) => {
    const book = await lockBook(trx, pile.id, bookId);
    if (!book || book.state === 'added') return null;
    await changeBook(trx, bookId, { state: 'added', barcodes: [...barcodes], marc: null, cover: null });
    await recordAudit(trx, ctx, {
      action: 'record_pile.book_changed',
      entity: 'record_pile',
      entityId: pile.id,
      libraryId: pile.libraryId,
      before: { isbn: book.isbn, state: book.state },
      after: { isbn: book.isbn, state: 'added', barcodes },
    });
    return pile.id;
  });
}
