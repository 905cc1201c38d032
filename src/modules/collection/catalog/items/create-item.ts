import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { asItemConflict, insertCopies, type AddedItem } from './add-items.ts';
import { catalogErrors } from '../errors.ts';
import { createItemInput, type CreateItemInput } from '../schema.ts';
import type { ItemSource, SettableStatus } from '../rules/terms.ts';

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
      .execute(async (trx) =>
        insertCopies(trx, ctx, barcode === undefined ? { ...parsed, copies: 1 } : { ...parsed, barcodes: [barcode] }),
      );
    if (!item) throw catalogErrors.itemNotFound();
    return item;
  } catch (error) {
    throw asItemConflict(error);
  }
}

/**
 * Adds one copy in a transaction that is already open (a member brings a new one for a lost one); the caller has checked the
 * permission. @param copy.barcode null = the counter gives one
 */
export async function addCopyWithin(
  trx: Tx,
  ctx: Ctx,
  copy: {
    bibId: number;
    libraryId: number;
    itemType: string;
    price: number | null;
    source: 'beli' | 'hibah' | 'tukar';
    barcode: string | null;
  },
): Promise<AddedItem> {
  const { barcode, ...fields } = copy;
  try {
    const [item] = await insertCopies(
      trx,
      ctx,
      barcode === null ? { ...fields, copies: 1 } : { ...fields, barcodes: [barcode] },
    );
    if (!item) throw catalogErrors.itemNotFound();
    return item;
  } catch (error) {
    throw asItemConflict(error);
  }
}

/** Copies as they come into the collection with others at one moment: from a delivery or a gift. */
export interface CopiesToAdd {
  bibId: number;
  libraryId: number;
  itemType: string;
  copies: number;
  price: number | null;
  source: ItemSource;
  supplier: string;
  /** The library's day, `YYYY-MM-DD`. */
  acquiredOn: string;
  status: SettableStatus;
  copyNote?: string;
}

/** Adds copies in a transaction that is already open, with numbers from the counters; the caller has checked the permission. */
export const addCopiesWithin = async (trx: Tx, ctx: Ctx, copies: CopiesToAdd): Promise<AddedItem[]> =>
  insertCopies(trx, ctx, copies);
