import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { getItemsForLoan, lockItemByBarcode, type ItemForLoan } from '#modules/catalog';
import { findHold, lockQueue, type HoldRow } from './data/holds.queries.ts';
import { circulationErrors } from './errors.ts';

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
        const item = copy ? await lockItemByBarcode(trx, copy.barcode) : null;
        await lockQueue(trx, seen.bibId);
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
 * The same in a transaction that is already open. Copies are locked before queues here too; where a desk has caught or freed a copy in between,
 * the copy of now is locked as well. Throws `circulation.hold_not_found`.
 */
export async function lockHoldWithin(trx: Tx, holdId: number): Promise<LockedHold> {
  const seen = await findHold(trx, holdId);
  if (!seen) throw circulationErrors.holdNotFound();
  const lockCopy = async (itemId: number | null): Promise<ItemForLoan | null> => {
    const [copy] = itemId === null ? [] : await getItemsForLoan(trx, [itemId]);
    return copy ? ((await lockItemByBarcode(trx, copy.barcode)) ?? null) : null;
  };
  const item = await lockCopy(seen.itemId);
  await lockQueue(trx, seen.bibId);
  const hold = await findHold(trx, holdId);
  if (!hold) throw circulationErrors.holdNotFound();
  return { hold, item: hold.itemId === seen.itemId ? item : await lockCopy(hold.itemId) };
}
