import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import type { MarcRecord } from '#shared/marc/record';
import { asItemConflict, insertCopies, type AddedItem } from '../items/add-items.ts';
import { addItemsInput, type AddItemsInput } from '../schema.ts';
import { createBibWithin } from './create-bib.ts';

/** A record and what its copies are like. */
export interface BookToAdd {
  marc: MarcRecord;
  allowDuplicate?: boolean;
  copies: Omit<AddItemsInput, 'bibId'>;
}
export interface BookAdded {
  bibId: number;
  items: AddedItem[];
}

// the record has its number only inside: any will do for reading the rest
const readCopies = (copies: BookToAdd['copies']) => parseInput(addItemsInput, { ...copies, bibId: 1 });

/**
 * A book that is new here: its record and its copies, both or neither. Needs `catalog.edit` and, for the library, `items.edit`. Refusals as
 * `createBib` and `addItems`.
 */
export async function addBook(ctx: Ctx, input: BookToAdd): Promise<BookAdded> {
  authorizeAnywhere(ctx, 'catalog.edit');
  authorize(ctx, 'items.edit', readCopies(input.copies).libraryId);
  return ctx.db.transaction().execute(async (trx) => addBookWithin(trx, ctx, input));
}

/** The same in a transaction that is already open; the caller has checked the permission. */
export async function addBookWithin(trx: Tx, ctx: Ctx, input: BookToAdd): Promise<BookAdded> {
  const copies = readCopies(input.copies);
  try {
    const bibId = await createBibWithin(trx, ctx, input);
    return { bibId, items: await insertCopies(trx, ctx, { ...copies, bibId }) };
  } catch (error) {
    throw asItemConflict(error);
  }
}
