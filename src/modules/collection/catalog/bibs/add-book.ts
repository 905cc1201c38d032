import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import type { MarcRecord } from '#shared/marc/record';
import { asItemConflict, insertCopies, type AddedItem } from '../items/add-items.ts';
import { addItemsInput, type AddItemsInput } from '../schema.ts';
import { createBibWithin } from './create-bib.ts';

/**
 * A book that is new here: its record and its copies, both or neither. Needs `catalog.edit` and, for the library, `items.edit`. Refusals as
 * `createBib` and `addItems`.
 */
export async function addBook(
  ctx: Ctx,
  input: { marc: MarcRecord; allowDuplicate?: boolean; copies: Omit<AddItemsInput, 'bibId'> },
): Promise<{ bibId: number; items: AddedItem[] }> {
  authorizeAnywhere(ctx, 'catalog.edit');
  // the record has its number only inside: any will do for reading the rest
  const copies = parseInput(addItemsInput, { ...input.copies, bibId: 1 });
  authorize(ctx, 'items.edit', copies.libraryId);
  try {
    return await ctx.db.transaction().execute(async (trx) => {
      const bibId = await createBibWithin(trx, ctx, input);
      return { bibId, items: await insertCopies(trx, ctx, { ...copies, bibId }) };
    });
  } catch (error) {
    throw asItemConflict(error);
  }
}
