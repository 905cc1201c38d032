import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { recordAudit } from '#modules/ground/audit';
import { findItemByBarcode, lockItemByBarcode, setItemStatus, type ItemForLoan } from '#modules/collection/catalog';
import { circulationErrors } from '../errors.ts';
import { endLostLoan, isGone, lockLostLoan } from '../fates/found-again.ts';
import { inBulkLoan } from '../lend-support.ts';
import { placeAtDesk, type DeskPlacement } from './place-copy.ts';
import { placementFor } from '../served-members.ts';

export interface Received {
  item: Pick<ItemForLoan, 'id' | 'barcode' | 'title' | 'callNumber' | 'libraryId'>;
  placement: DeskPlacement;
  /** It was booked as missing or lost. */
  found: boolean;
}

/**
 * Takes in a copy that nobody has on loan: out of a box from another library, from its own shelf for the next in the queue, or found
 * where it does not belong. Who was billed for it as lost is settled with, as by a return. Needs `loans.check_in` at the library. Refuses `circulation.unknown_barcode`, `circulation.item_away`
 * (it is on loan), `circulation.item_withdrawn_here` (it has left the collection; says what to do with it), `circulation.item_in_bulk_loan` (it is taken back with its box).
 * @param input.libraryId where it is; else the desk's library
 */
export async function receiveItem(
  ctx: Ctx,
  input: { itemBarcode: string; libraryId?: number | null },
): Promise<Received> {
  const libraryId = input.libraryId ?? ctx.libraryId;
  if (libraryId === null) throw platformErrors.invalidInput({}, { library: 'required' });
  authorize(ctx, 'loans.check_in', libraryId);
  const seen = await findItemByBarcode(ctx.db, input.itemBarcode);
  if (!seen) throw circulationErrors.unknownBarcode({ barcode: input.itemBarcode });
  return ctx.db.transaction().execute(async (trx) => receiveItemIn(trx, ctx, { seen, libraryId }));
}

/** The same in a transaction of the caller, who has found the copy and checked the permission. */
export async function receiveItemIn(
  trx: Tx,
  ctx: Ctx,
  { seen, libraryId }: { seen: Pick<ItemForLoan, 'barcode' | 'title' | 'status'>; libraryId: number },
): Promise<Received> {
  const lost = isGone(seen) ? await lockLostLoan(trx, seen.barcode) : null;
  const locked = await lockItemByBarcode(trx, seen.barcode);
  if (locked?.status === 'withdrawn') {
    throw circulationErrors.itemWithdrawnHere({ barcode: locked.barcode, title: locked.title });
  }
  if (!locked || locked.onLoan) {
    throw circulationErrors.itemAway({ barcode: seen.barcode, title: seen.title });
  }
  if (locked.setAside === 'bulk_loan') throw inBulkLoan(locked);
  const found = isGone(locked);
  if (found) await setItemStatus(trx, ctx, locked.id, 'available');
  if (found && lost) await endLostLoan(trx, ctx, { ...lost, item: locked, libraryId });
  const item: ItemForLoan = found ? { ...locked, status: 'available' } : locked;
  const fromShelf = !found && locked.status === 'available' && locked.setAside === null;
  const placement = placementFor(ctx.actor, await placeAtDesk(trx, ctx, { item, libraryId, fromShelf }));
  return { item, placement, found };
}

/**
 * A copy of the pull list is not where it should be: it is booked as missing, and whoever waits is served from another shelf.
 * Needs `loans.check_in` at its library. Refuses `circulation.pull_overtaken` when it is not on a shelf any more.
 */
export async function reportNotOnShelf(ctx: Ctx, itemBarcode: string): Promise<void> {
  const seen = await findItemByBarcode(ctx.db, itemBarcode);
  if (!seen) throw circulationErrors.unknownBarcode({ barcode: itemBarcode });
  authorize(ctx, 'loans.check_in', seen.libraryId);
  await ctx.db.transaction().execute(async (trx) => {
    const item = await lockItemByBarcode(trx, seen.barcode);
    if (item?.status !== 'available' || item.onLoan || item.setAside !== null) {
      throw circulationErrors.pullOvertaken({ title: seen.title });
    }
    await setItemStatus(trx, ctx, item.id, 'missing');
    await recordAudit(trx, ctx, {
      action: 'hold.not_on_shelf',
      entity: 'item',
      entityId: item.id,
      libraryId: item.libraryId,
      after: { itemBarcode: item.barcode },
    });
  });
}
