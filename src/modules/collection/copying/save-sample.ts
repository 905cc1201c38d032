import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { MarcRecord } from '#shared/marc/record';
import type { KeptState } from './client.ts';
import { changeBook, insertBooks, insertPile, selectBooks } from './data/piles.queries.ts';

/** A book of a sample's pile, as a look-up would have left it. */
export interface SampleBook {
  /** 13 figures. */
  isbn: string;
  state: Exclude<KeptState, 'waiting'>;
  copies: number;
  title: string | null;
  byline: string | null;
  marc: MarcRecord | null;
  sources: readonly string[];
  silent: readonly string[];
  /** Of the copies that were added. */
  barcodes: readonly string[];
}

/** An open pile of a sample. None of its books waits, so that no catalogue is asked for it. @returns its id */
export async function savePile(
  trx: Tx,
  ctx: Ctx,
  { libraryId, itemType, books }: { libraryId: number; itemType: string; books: readonly SampleBook[] },
): Promise<number> {
  const wanted = { libraryId, itemType, source: 'beli' };
  const id = await insertPile(trx, { ...wanted, createdBy: actorName(ctx.actor), createdAt: ctx.clock.now() });
  const audit = { entity: 'record_pile', entityId: id, libraryId };
  await recordAudit(trx, ctx, { ...audit, action: 'record_pile.created', after: wanted });
  await insertBooks(
    trx,
    id,
    books.map(({ isbn }) => isbn),
  );
  const byIsbn = new Map(books.map((book) => [book.isbn, book]));
  for (const row of await selectBooks(trx, id)) {
    const book = byIsbn.get(row.isbn);
    if (!book) continue;
    const { state, copies, title, byline, marc, sources, silent, barcodes } = book;
    await changeBook(trx, row.id, {
      ...{ state, copies, title, byline },
      marc: marc === null ? null : JSON.stringify(marc),
      sources: [...sources],
      silent: [...silent],
      barcodes: [...barcodes],
    });
  }
  return id;
}
