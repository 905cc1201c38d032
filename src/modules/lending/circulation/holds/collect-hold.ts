import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import type { ItemForLoan } from '#modules/collection/catalog';
import { withdrawNotices } from '#modules/people/notifications';
import { findHold, findHoldOfItem, lockQueue, type HoldRow, type LoanHolds } from '../data/holds.queries.ts';
import { findOpenTransit } from '../data/transits.queries.ts';
import { doneBy, type Notice } from '../lend-support.ts';
import { alterHold, alterTransit, putAside } from '../undo/note-changes.ts';

interface LoanMade {
  loanId: number;
  item: ItemForLoan;
  memberId: number;
  holds: LoanHolds;
}

/**
 * A copy was lent: whoever waited for it, or for the title, has it now. One that was kept for somebody else (by override) puts that
 * member back at their place in the queue. A journey that it was on is over.
 */
export async function collectHold(trx: Tx, ctx: Ctx, { loanId, item, memberId, holds }: LoanMade): Promise<Notice[]> {
  const { kept } = holds;
  if (kept || holds.ownId !== null) await lockQueue(trx, item.bibId);
  const passed = kept && kept.memberId !== memberId ? await findHold(trx, kept.id) : undefined;
  if (passed) await backToQueue(trx, ctx, passed);
  const ownId = kept?.memberId === memberId ? kept.id : holds.ownId;
  const own = ownId === null ? undefined : await findHold(trx, ownId);
  // another desk may have caught another copy for it a moment ago: that one stays ready
  const collected = own && own.endedAt === null && (own.status === 'queued' || own.itemId === item.id);
  if (collected) {
    await alterHold(trx, ctx, own, {
      status: 'collected',
      statusBeforeEnd: own.status,
      itemId: item.id,
      loanId,
      endedAt: ctx.clock.now(),
      endedBy: doneBy(ctx).name,
    });
    await withdrawNotices(trx, ctx, `hold:${own.id}`);
    await recordAudit(trx, ctx, {
      action: 'hold.collected',
      entity: 'hold',
      entityId: own.id,
      libraryId: own.pickupLibraryId,
      before: { status: own.status },
      after: { status: 'collected', itemBarcode: item.barcode, loanId },
    });
  }
  if (item.setAside !== null) await endJourney(trx, ctx, item);
  if (collected) return [{ code: 'circulation.hold_collected', params: {} }];
  return holds.others > 0 ? [{ code: 'circulation.others_wait', params: { count: holds.others } }] : [];
}

async function endJourney(trx: Tx, ctx: Ctx, item: ItemForLoan): Promise<void> {
  const transit = await findOpenTransit(trx, item.id);
  if (transit) await alterTransit(trx, ctx, transit, { cancelledAt: ctx.clock.now() });
  await putAside(trx, ctx, item, null);
}

/** The hold is again at the place that it had; its queue is locked. */
async function backToQueue(trx: Tx, ctx: Ctx, hold: HoldRow): Promise<void> {
  await alterHold(trx, ctx, hold, {
    status: 'queued',
    statusBeforeEnd: null,
    itemId: null,
    loanId: null,
    caughtAt: null,
    waitingSince: null,
    keepUntil: null,
    endedAt: null,
    endedBy: null,
  });
  await withdrawNotices(trx, ctx, `hold:${hold.id}`);
  await recordAudit(trx, ctx, {
    action: 'hold.requeued',
    entity: 'hold',
    entityId: hold.id,
    after: { status: 'queued' },
  });
}

/**
 * What a copy was caught for or sent to ends, because it is not fit for it (it came back damaged): who was to get it waits for another.
 * One that is on the road arrives, and serves nobody there; one in the box of a bulk loan or in the room of a programme stays where it is.
 * @returns where it is set aside from now on
 */
export async function uncatchCopy(trx: Tx, ctx: Ctx, item: ItemForLoan): Promise<ItemForLoan['setAside']> {
  if (item.setAside === null || item.setAside === 'bulk_loan' || item.setAside === 'program') return item.setAside;
  const hold = await findHoldOfItem(trx, item.id);
  if (hold) {
    await lockQueue(trx, item.bibId);
    await backToQueue(trx, ctx, hold);
  }
  const transit = await findOpenTransit(trx, item.id);
  if (transit?.sentAt) {
    await alterTransit(trx, ctx, transit, { holdId: null });
    return item.setAside;
  }
  await endJourney(trx, ctx, item);
  return null;
}
