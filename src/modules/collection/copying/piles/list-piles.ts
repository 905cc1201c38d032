import { z } from 'zod';
import { selectBibsByIsbn, type BibOfIsbn } from '#modules/collection/catalog';
import { listLibraries } from '#modules/ground/libraries';
import { authorizeAnywhere, can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import type { Pile, PileBook } from '../client.ts';
import { findBook, findPile, selectBooks, selectPiles, type PileBookRow } from '../data/piles.queries.ts';
import { mayUsePile, openPile } from './pile-door.ts';

/** A pile with how many books it has, and how many of them are not done with. */
export interface PileSummary extends Pile {
  books: number;
  open: number;
}

/** Piles of the libraries whose copies the actor may edit, newest first. Needs `catalog.edit`. */
export async function listPiles(
  ctx: Ctx,
  { cursor, limit = 20 }: { cursor?: string | undefined; limit?: number } = {},
): Promise<{ data: PileSummary[]; next: string | null }> {
  authorizeAnywhere(ctx, 'catalog.edit');
  const own = (await listLibraries(ctx, {})).filter(({ id }) => can(ctx.actor, 'items.edit', id));
  const [before = null] = decodeCursor(cursor, z.tuple([z.number().int()])) ?? [];
  const rows = await selectPiles(
    ctx.db,
    own.map(({ id }) => id),
    { before, limit: limit + 1 },
  );
  return toPage(rows, limit, (row) => [row.id]);
}

/** How a book stands by what our own catalogue has by now: somebody may have added it elsewhere since it was looked up. */
export function bookNow(row: PileBookRow, number: number, here: readonly BibOfIsbn[]): PileBook {
  const done = row.state === 'added' || row.state === 'left_out';
  const [bib] = here;
  if (done || !bib) {
    // what was here is gone: nobody was asked for it yet
    const state = row.state === 'here' ? 'nothing' : row.state;
    return { ...row, number, state, bibId: null, items: 0 };
  }
  return {
    ...row,
    number,
    state: here.length > 1 ? 'several' : 'here',
    title: bib.title,
    byline: [bib.mainAuthor, bib.year].filter(Boolean).join(' · '),
    bibId: bib.bibId,
    items: bib.items,
  };
}

/** What the copies of a book of a pile shall be like. */
export type CopiesWanted = Pick<Pile, 'libraryId' | 'itemType' | 'source'> & Pick<PileBook, 'copies'>;

/** For the page of one book, which is opened from a pile; null where the book is done with, gone, or of a library whose copies the actor may not edit. */
export async function copiesWanted(ctx: Ctx, bookId: number): Promise<CopiesWanted | null> {
  const book = await findBook(ctx.db, bookId);
  const pile = book && (await findPile(ctx.db, book.pileId));
  if (!pile || book.state === 'added' || !mayUsePile(ctx, pile.libraryId)) return null;
  const { libraryId, itemType, source } = pile;
  return { libraryId, itemType, source, copies: book.copies };
}

/** A pile with its books in the order of scanning. Needs `catalog.edit` and, for its library, `items.edit`. Throws `copying.pile_not_found`. */
export async function getPile(ctx: Ctx, id: number): Promise<{ pile: Pile; books: PileBook[] }> {
  const pile = await openPile(ctx, ctx.db, id);
  const rows = await selectBooks(ctx.db, id);
  const open = rows.filter(({ state }) => state !== 'added' && state !== 'left_out');
  const here = Map.groupBy(
    await selectBibsByIsbn(
      ctx.db,
      open.map(({ isbn }) => isbn),
    ),
    ({ isbn }) => isbn,
  );
  return { pile, books: rows.map((row, at) => bookNow(row, at + 1, here.get(row.isbn) ?? [])) };
}
