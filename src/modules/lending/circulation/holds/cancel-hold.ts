import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { withdrawNotices } from '#modules/people/notifications';
import { changeHold, type HoldRow } from '../data/holds.queries.ts';
import { changeTransit, findOpenTransit } from '../data/transits.queries.ts';
import { circulationErrors } from '../errors.ts';
import { mayTouchHold } from './hold-access.ts';
import { doneBy } from '../lend-support.ts';
import { lockHoldsWithin, withLockedHold, type LockedHold } from './lock-hold.ts';
import { settle, type Placement } from '../placement/place-copy.ts';

/**
 * Ends a hold that is not wanted any more, whatever its state. A copy that was caught for it serves the next in the queue, goes home
 * or back to its shelf. Needs `holds.place`, or the member's own session. Refuses `circulation.hold_not_found`,
 * `circulation.hold_ended`.
 * @returns where the copy goes that was caught for it; null = there was none, or it is on the road
 */
export const cancelHold = async (ctx: Ctx, holdId: number): Promise<Placement | null> =>
  withLockedHold(ctx, holdId, async (trx, locked) => {
    await mayTouchHold(trx, ctx, locked.hold);
    if (locked.hold.endedAt !== null) throw circulationErrors.holdEnded();
    return endUncollected(trx, ctx, locked, 'cancelled');
  });

/** The same for several, in the transaction of whoever erases the member or ends the membership; what has ended meanwhile is left. */
export async function endHoldsWithin(trx: Tx, ctx: Ctx, holdIds: readonly number[]): Promise<void> {
  for (const locked of await lockHoldsWithin(trx, holdIds)) {
    if (locked.hold.endedAt === null) await endUncollected(trx, ctx, locked, 'cancelled');
  }
}

/** The hold ends without a loan, and its copy is free for others. */
export async function endUncollected(
  trx: Tx,
  ctx: Ctx,
  { hold, item }: LockedHold,
  status: 'cancelled' | 'expired',
): Promise<Placement | null> {
  await changeHold(trx, hold.id, { status, endedAt: ctx.clock.now(), endedBy: doneBy(ctx).name });
  await withdrawNotices(trx, ctx, `hold:${hold.id}`);
  await recordAudit(trx, ctx, {
    action: status === 'expired' ? 'hold.expired' : 'hold.cancelled',
    entity: 'hold',
    entityId: hold.id,
    libraryId: hold.pickupLibraryId,
    before: { status: hold.status },
    after: { status, ...(item && { itemBarcode: item.barcode }) },
  });
  return item === null ? null : free(trx, ctx, { hold, item });
}

async function free(
  trx: Tx,
  ctx: Ctx,
  { hold, item }: { hold: HoldRow; item: NonNullable<LockedHold['item']> },
): Promise<Placement | null> {
  if (hold.status === 'waiting') return settle(trx, ctx, { item, libraryId: hold.pickupLibraryId }, true);
  const transit = hold.status === 'in_transit' ? await findOpenTransit(trx, item.id) : undefined;
  if (!transit) return null;
  if (transit.sentAt !== null) {
    // who gets it is decided where it arrives
    await changeTransit(trx, transit.id, { holdId: null });
    return null;
  }
  await changeTransit(trx, transit.id, { cancelledAt: ctx.clock.now() });
  return settle(trx, ctx, { item, libraryId: transit.fromLibraryId }, true);
}
