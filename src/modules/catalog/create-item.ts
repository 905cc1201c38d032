import { authorize } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { asItemConflict, insertCopies, type AddedItem } from './add-items.ts';
import { catalogErrors } from './errors.ts';
import { createItemInput, type CreateItemInput } from './schema.ts';

/**
 * Adds one copy. Barcode, accession number and call number are made where they are not given. Refusals as `addItems`, and
 * `catalog.accession_taken`.
 */
export async function createItem(ctx: Ctx, input: CreateItemInput): Promise<AddedItem> {
  const { barcode, ...parsed } = parseInput(createItemInput, input);
  authorize(ctx, 'items.edit', parsed.libraryId);
  try {
    const [item] = await ctx.db
      .transaction()
      .execute((trx) =>
        insertCopies(trx, ctx, barcode === undefined ? { ...parsed, copies: 1 } : { ...parsed, barcodes: [barcode] }),
      );
    if (!item) throw catalogErrors.itemNotFound();
    return item;
  } catch (error) {
    throw asItemConflict(error);
  }
}
