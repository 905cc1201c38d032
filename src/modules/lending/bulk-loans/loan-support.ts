import { authorize } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { lockItemByBarcode, setAside, takeHome, type ItemForLoan } from '#modules/collection/catalog';
import { lockInOrder, lockQueues, placeCopy, type Placement } from '#modules/lending/circulation';
import {
  changeBulkLoan,
  countItems,
  endBoxItem,
  lockBulkLoan,
  type BulkLoanRow,
  type OpenBoxItem,
} from './data/bulk-loans.queries.ts';
import { forgetBulkReminders } from './remind-bulk-loans.ts';
import { bulkLoanErrors } from './errors.ts';
import { loanState } from './rules/loan-state.ts';

/** Locks a bulk loan that still runs, for whoever may manage those of its library. Throws `bulk_loans.not_found`, `bulk_loans.ended`. */
export async function lockRunning(trx: Tx, ctx: Ctx, id: number): Promise<BulkLoanRow> {
  const loan = await lockBulkLoan(trx, id);
  if (!loan) throw bulkLoanErrors.notFound();
  authorize(ctx, 'bulk_loans.manage', loan.libraryId);
  if (loan.endedAt !== null) throw bulkLoanErrors.ended({ number: loan.number });
  return loan;
}

/** Brings the status to what the copies say; the lock of the bulk loan is held. */
export async function refreshStatus(trx: Tx, ctx: Ctx, loan: BulkLoanRow): Promise<void> {
  const status = loanState(await countItems(trx, loan.id));
  if (status === loan.status) return;
  await changeBulkLoan(trx, loan.id, { status, endedAt: status === 'closed' ? ctx.clock.now() : null });
  if (status === 'closed') await forgetBulkReminders(trx, ctx, loan.id);
  if (status === 'closed') await trace(trx, ctx, loan, 'bulk_loan.closed', {});
}

export const trace = async (
  trx: Tx,
  ctx: Ctx,
  loan: Pick<BulkLoanRow, 'id' | 'libraryId' | 'number'>,
  action: string,
  after: object,
): Promise<void> =>
  recordAudit(trx, ctx, {
    action,
    entity: 'bulk_loan',
    entityId: loan.id,
    libraryId: loan.libraryId,
    after: { number: loan.number, ...after },
  });

/** The copy of a row of a box, locked. */
export async function lockBoxed(trx: Tx, { barcode }: Pick<OpenBoxItem, 'barcode'>): Promise<ItemForLoan> {
  const item = await lockItemByBarcode(trx, barcode);
  if (!item) throw bulkLoanErrors.unknownBarcode({ barcode });
  return item;
}

/** All copies of these rows and the queues of their records, in the one order of locks: each may serve who waits for it. */
export async function lockAll(trx: Tx, opens: readonly OpenBoxItem[]): Promise<void> {
  const { items } = await lockInOrder(trx, { barcodes: opens.map(({ barcode }) => barcode) });
  await lockQueues(
    trx,
    [...items.values()].map(({ bibId }) => bibId),
  );
}

/** A reader of the receiving unit has it, or it is booked as lost by one: that has to be settled at the desk first. */
export const isWithReader = ({ onLoan, status }: ItemForLoan): boolean =>
  onLoan || status === 'lost' || status === 'missing';

/**
 * A copy that was away is in somebody's hands at a library: it belongs to its own shelf again, serves who waits for it, or goes home.
 * @param locked the copy, with no reader
 */
export async function takeOneBack(
  trx: Tx,
  ctx: Ctx,
  { open, locked, libraryId }: { open: OpenBoxItem; locked: ItemForLoan; libraryId: number },
): Promise<{ item: ItemForLoan; placement: Placement }> {
  const homeId = await takeHome(trx, ctx, locked.id, open.homeSpaceId);
  if (locked.setAside === 'bulk_loan') await setAside(trx, locked.id, null);
  const item: ItemForLoan = {
    ...locked,
    libraryId: homeId,
    ownerLibraryId: null,
    setAside: locked.setAside === 'bulk_loan' ? null : locked.setAside,
  };
  await endBoxItem(trx, open.id, {
    fate: 'returned',
    endedAt: ctx.clock.now(),
    endedBy: actorName(ctx.actor),
    returnLibraryId: libraryId,
  });
  return { item, placement: await placeCopy(trx, ctx, { item, libraryId }) };
}
