import { addBookWithin, addItemsWithin, selectBibsByIsbn, type BibOfIsbn } from '#modules/collection/catalog';
import { canAnywhere } from '#platform/rights/authorize';
import { oneAct, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { AppError, platformErrors, type ErrorParams } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { Services } from '#platform/services';
import {
  changeBook,
  lockBook,
  lockIsbn,
  selectBooks,
  type PileBookRow,
  type PileRow,
  type WholeBookRow,
} from '../data/piles.queries.ts';
import { isValidIsbn13 } from '#shared/isbn';
import { copyingErrors } from '../errors.ts';
import { labelsFrom } from '../rules/labels-from.ts';
import { addFromPileInput, type AddFromPileInput } from '../schema.ts';
import { authorizePile, openPile } from './pile-door.ts';

/** The queue of covers that are fetched behind; its jobs say `{ bibId, address }`. */
export const COVER_QUEUE = 'copying.cover';

/** What became of one book. */
export type BookOutcome = { id: number; isbn: string } & (
  { barcodes: string[]; bibId: number } | { refused: string; params: ErrorParams }
);

interface Adding {
  pile: PileRow;
  id: number;
  /** Null = the counter gives the barcodes. */
  barcodes: string[] | null;
}

async function addWithin(
  trx: Tx,
  ctx: Ctx,
  { jobs }: Pick<Services, 'jobs'>,
  { pile, id, barcodes }: Adding,
): Promise<{ barcodes: string[]; bibId: number }> {
  const book = await lockBook(trx, pile.id, id);
  if (!book) throw copyingErrors.pileBookNotFound();
  if (book.state === 'added' || book.state === 'left_out') throw copyingErrors.bookDoneWith();
  const copies = {
    libraryId: pile.libraryId,
    itemType: pile.itemType,
    source: pile.source,
    ...(barcodes === null ? { copies: book.copies } : { barcodes }),
  };
  await lockIsbn(trx, book.isbn);
  const here = await selectBibsByIsbn(trx, [book.isbn]);
  const { bibId, items } = await (async () => {
    const own = onlyOne(here);
    if (own !== null) return { bibId: own, items: await addItemsWithin(trx, ctx, { ...copies, bibId: own }) };
    return addBookWithin(trx, ctx, { marc: sureRecord(book), copies });
  })();
  const labels = items.map(({ barcode }) => barcode);
  await changeBook(trx, book.id, { state: 'added', barcodes: labels, marc: null, cover: null });
  if (here.length === 0 && book.cover !== null && canAnywhere(ctx.actor, 'covers.edit'))
    await jobs.enqueue(trx, COVER_QUEUE, { bibId, address: book.cover });
  return { barcodes: labels, bibId };
}

/**
 * The labels of books in the order of scanning, counted on from the first one. What waits for a look, or was added before, lies in the pile with
 * its labels on: only what is left out has none. @returns null: the first label has no figures at its end
 */
function labelsOf(books: readonly PileBookRow[], first: string): Map<number, string[]> | null {
  const stuck = books
    .filter(({ state }) => state !== 'left_out')
    .map(({ id, state, copies, barcodes }) => ({ id, count: state === 'added' ? barcodes.length : copies }));
  const labels = labelsFrom(
    first,
    stuck.reduce((sum, { count }) => sum + count, 0),
  );
  return labels && new Map(stuck.map(({ id, count }) => [id, labels.splice(0, count)]));
}

/** The title here that has the number, or null; of several somebody says which. */
function onlyOne(here: readonly BibOfIsbn[]): number | null {
  const [first, ...others] = here;
  if (others.length > 0) throw copyingErrors.needsALook();
  return first?.bibId ?? null;
}
function sureRecord({ state, marc }: WholeBookRow) {
  if (state !== 'found' || marc === null) throw copyingErrors.needsALook();
  return marc;
}

/**
 * Adds books of a pile to the catalogue: a copy where the title is here, else the record that was found with its copy. Each by itself: what is
 * refused for one holds up no other, and one that was added is not added again. Needs `catalog.edit` and, for the pile's library,
 * `items.edit`. Throws `copying.pile_not_found`, `platform.invalid_input` (`firstBarcode` without figures at its end).
 * @param input.firstBarcode the label of the first of them; the others follow in the order of scanning, over the books between them that are not
 * added now. Left out: the counter gives them.
 */
export async function addFromPile(
  ctx: Ctx,
  services: Pick<Services, 'jobs'>,
  pileId: number,
  input: AddFromPileInput,
): Promise<BookOutcome[]> {
  const { books, firstBarcode } = parseInput(addFromPileInput, input);
  // scanned into the wrong field: the bar code of the publisher is on every copy of the world
  if (firstBarcode !== null && isValidIsbn13(firstBarcode))
    throw platformErrors.invalidInput({}, { firstBarcode: 'label_is_isbn' });
  const pile = await openPile(ctx, ctx.db, pileId);
  authorizePile(ctx, pile.libraryId);
  const wanted = new Set(books);
  const all = await selectBooks(ctx.db, pileId);
  const chosen = all.filter(({ id }) => wanted.has(id));
  const labels =
    firstBarcode === null ? null : labelsOf(all.slice(all.findIndex(({ id }) => wanted.has(id))), firstBarcode);
  if (firstBarcode !== null && labels === null)
    throw platformErrors.invalidInput({}, { firstBarcode: 'label_figures' });
  const outcomes: BookOutcome[] = [];
  for (const { id, isbn } of chosen) {
    const barcodes = labels?.get(id) ?? null;
    try {
      const act = oneAct(ctx);
      const added = await act.db
        .transaction()
        .execute(async (trx) => addWithin(trx, act, services, { pile, id, barcodes }));
      outcomes.push({ id, isbn, ...added });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      outcomes.push({ id, isbn, refused: error.code, params: error.params });
    }
  }
  return outcomes;
}
