import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { getItemsForLoan, lockItemByBarcode, type ItemForLoan } from '#modules/collection/catalog';
import { findHold, selectHolds, type HoldRow } from '../data/holds.queries.ts';
import { circulationErrors } from '../errors.ts';
import { lockInOrder } from '../lock-order.ts';

/** A hold that nobody else can change now, and the copy that was caught for it. */
export interface LockedHold {
  hold: HoldRow;
  item: ItemForLoan | null;
}

class Overtaken extends Error {}
const TRIES = 20;

/**
 * Runs work on one hold in a transaction of its own. Copies are locked before queues, so the copy is looked up first; when another
 * desk has caught or freed a copy in between, it begins again. Throws `circulation.hold_not_found`.
 */
export async function withLockedHold<T>(
  ctx: Ctx,
  holdId: number,
  work: (trx: Tx, locked: LockedHold) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const seen = await findHold(ctx.db, holdId);
    if (!seen) throw circulationErrors.holdNotFound();
    const [copy] = seen.itemId === null ? [] : await getItemsForLoan(ctx.db, [seen.itemId]);
    try {
      return await ctx.db.transaction().execute(async (trx) => {
        const barcodes = copy ? [copy.barcode] : [];
        const { items } = await lockInOrder(trx, { barcodes, bibIds: [seen.bibId] });
        const item = (copy && items.get(copy.barcode)) ?? null;
        const hold = await findHold(trx, holdId);
        if (hold?.itemId !== (item?.id ?? null) || hold.bibId !== seen.bibId) throw new Overtaken();
        return work(trx, { hold, item });
      });
    } catch (error) {
      if (!(error instanceof Overtaken) || attempt === TRIES) throw error;
    }
  }
}

/**
 * The same for several holds, in a transaction that is already open: their copies first, then their queues. Where a desk has caught a copy in
 * between, the copy of now is locked as well. Holds that are gone are left out.
 */
export async function lockHoldsWithin(trx: Tx, holdIds: readonly number[]): Promise<LockedHold[]> {
  const seen = await selectHolds(trx, holdIds);
  const itemIds = seen.flatMap(({ itemId }) => (itemId === null ? [] : [itemId]));
  const barcodes = (await getItemsForLoan(trx, itemIds)).map(({ barcode }) => barcode);
  const { items } = await lockInOrder(trx, { barcodes, bibIds: seen.map(({ bibId }) => bibId) });
  const byId = new Map([...items.values()].map((item) => [item.id, item]));
  const locked: LockedHold[] = [];
  for (const hold of await selectHolds(trx, holdIds)) {
    const item = hold.itemId === null ? null : (byId.get(hold.itemId) ?? (await lockCopy(trx, hold.itemId)));
    locked.push({ hold, item });
  }
  return locked;
}

async function lockCopy(trx: Tx, itemId: number): Promise<ItemForLoan | null> {
  const [copy] = await getItemsForLoan(trx, [itemId]);
  return copy ? lockItemByBarcode(trx, copy.barcode) : null;
}
