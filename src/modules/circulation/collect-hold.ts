import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { recordAudit } from '#modules/audit';
import { setAside, type ItemForLoan } from '#modules/catalog';
import { withdrawNotices } from '#modules/notifications';
import {
  changeHold,
  findHold,
  findHoldOfItem,
  findHoldOfLoan,
  lockQueue,
  type LoanHolds,
} from './data/holds.queries.ts';
import { changeTransit, findOpenTransit } from './data/transits.queries.ts';
import { doneBy, type Notice } from './lend-support.ts';
import { settle } from './place-copy.ts';

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
  if (kept && kept.memberId !== memberId) await backToQueue(trx, ctx, kept.id);
  const ownId = kept?.memberId === memberId ? kept.id : holds.ownId;
  const own = ownId === null ? undefined : await findHold(trx, ownId);
  // another desk may have caught another copy for it a moment ago: that one stays ready
  const collected = own && own.endedAt === null && (own.status === 'queued' || own.itemId === item.id);
  if (collected) {
    await changeHold(trx, own.id, {
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
  if (transit) await changeTransit(trx, transit.id, { cancelledAt: ctx.clock.now() });
  await setAside(trx, item.id, null);
}

/** The hold is again at the place that it had; its queue is locked. */
async function backToQueue(trx: Tx, ctx: Ctx, holdId: number): Promise<void> {
  await changeHold(trx, holdId, {
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
  await withdrawNotices(trx, ctx, `hold:${holdId}`);
  await recordAudit(trx, ctx, {
    action: 'hold.requeued',
    entity: 'hold',
    entityId: holdId,
    after: { status: 'queued' },
  });
}

/** The undo of a loan: the hold that it collected is what it was, and so is its copy. */
export async function uncollectHold(
  trx: Tx,
  ctx: Ctx,
  loan: { id: number; libraryId: number },
  item: ItemForLoan,
): Promise<void> {
  const hold = await findHoldOfLoan(trx, loan.id);
  if (!hold) return;
  await lockQueue(trx, item.bibId);
  if (hold.statusBeforeEnd === 'waiting') {
    await changeHold(trx, hold.id, {
      status: 'waiting',
      statusBeforeEnd: null,
      loanId: null,
      endedAt: null,
      endedBy: null,
    });
    await setAside(trx, item.id, 'waiting');
    return;
  }
  await backToQueue(trx, ctx, hold.id);
  // it was on its way to this member: it is again
  if (hold.statusBeforeEnd === 'in_transit') await settle(trx, ctx, { item, libraryId: loan.libraryId }, true);
}

/**
 * The undo of a return: what the copy was caught for or sent to is undone with it.
 * @returns false when a box with it has left already, it lies in the box of a bulk loan, or was set aside for a programme
 */
export async function uncatchCopy(trx: Tx, ctx: Ctx, item: ItemForLoan): Promise<boolean> {
  if (item.setAside === null) return true;
  if (item.setAside === 'bulk_loan' || item.setAside === 'program') return false;
  const transit = await findOpenTransit(trx, item.id);
  if (transit?.sentAt) return false;
  const hold = await findHoldOfItem(trx, item.id);
  if (hold) {
    await lockQueue(trx, item.bibId);
    await backToQueue(trx, ctx, hold.id);
  }
  await endJourney(trx, ctx, item);
  return true;
}
