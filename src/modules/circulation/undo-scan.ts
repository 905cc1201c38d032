import { authorize } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { recordAudit } from '#modules/audit';
import { countLoan, lockItemByBarcode, setItemStatus, setOnLoan, type ItemForLoan } from '#modules/catalog';
import { cancelCharges, restoreCharges } from '#modules/charges';
import { withdrawBlock, lockMemberForLoan } from '#modules/members';
import {
  changeLoan,
  deleteLoan,
  deleteRenewal,
  lastRenewal,
  lockLoan,
  lockRunningLoanOfItem,
  partiesOfLoan,
  type LoanRow,
} from './data/loans.queries.ts';
import { uncatchCopy, uncollectHold } from './collect-hold.ts';
import { circulationErrors } from './errors.ts';
import { bringFineBack } from './fines.ts';
import { accountIdOf } from './lend-support.ts';

/** For so long a scan can be taken back by the account that made it. */
export const UNDO_MINUTES = 10;

interface Scan {
  trx: Tx;
  loan: LoanRow;
  item: ItemForLoan;
}

/** The undo of a loan that was just made: as if it had never been; the audit log keeps both. Throws `circulation.undo_…`. */
export const undoCheckOut = async (ctx: Ctx, loanId: number): Promise<void> =>
  undo(ctx, 'loans.check_out', loanId, async ({ trx, loan, item }) => {
    checkUndoable(ctx, loan.loanedAt, loan.loanedByAccountId);
    if (loan.status !== 'open' || loan.renewalCount > 0) throw circulationErrors.undoOvertaken();
    await cancelCharges(trx, ctx, { loanId: loan.id, paidToo: true, note: item.title });
    await uncollectHold(trx, ctx, loan, item);
    await deleteLoan(trx, loan.id);
    await setOnLoan(trx, item.id, false);
    await countLoan(trx, item.bibId, -1);
    await trace(ctx, trx, loan, 'loan.check_out_undone', {
      before: { memberId: loan.memberId, itemBarcode: item.barcode, dueAt: loan.dueAt },
      after: null,
    });
  });

/**
 * The undo of a return: the loan runs again as before, the suspension it caused is lifted, and its money lines are balanced by
 * opposite lines. Who was to get the copy is in the queue again. Refuses `circulation.undo_overtaken` when the copy went out again meanwhile.
 */
export const undoCheckIn = async (ctx: Ctx, loanId: number): Promise<void> =>
  undo(ctx, 'loans.check_in', loanId, async ({ trx, loan, item }) => {
    const recordedAt = loan.returnRecordedAt;
    if (loan.status !== 'returned' || recordedAt === null) throw circulationErrors.undoOvertaken();
    if (loan.replacementItemId !== null || item.status === 'damaged') throw circulationErrors.undoOvertaken();
    checkUndoable(ctx, recordedAt, loan.returnedByAccountId);
    if (await lockRunningLoanOfItem(trx, item.id, false)) throw circulationErrors.undoOvertaken();
    if (!(await uncatchCopy(trx, ctx, item))) throw circulationErrors.undoOvertaken();
    const before = loan.statusBeforeReturn ?? 'open';
    if (before === 'lost') await restoreCharges(trx, ctx, loan.id, recordedAt);
    else await bringFineBack(trx, ctx, { loan, item });
    if (loan.suspensionBlockId !== null) await withdrawBlock(trx, ctx, loan.suspensionBlockId);
    await changeLoan(trx, loan.id, {
      status: before,
      returnedAt: null,
      returnRecordedAt: null,
      returnLibraryId: null,
      returnedBy: null,
      returnedByAccountId: null,
      statusBeforeReturn: null,
      suspensionBlockId: null,
    });
    if (before === 'lost') await setItemStatus(trx, ctx, item.id, 'lost');
    else await setOnLoan(trx, item.id, true);
    await trace(ctx, trx, loan, 'loan.check_in_undone', { before: { status: loan.status }, after: { status: before } });
  });

/** The undo of a renewal: the due date is what it was. */
export const undoRenewal = async (ctx: Ctx, loanId: number): Promise<void> =>
  undo(ctx, 'loans.renew', loanId, async ({ trx, loan, item }) => {
    const renewal = await lastRenewal(trx, loan.id);
    if (!renewal || loan.status !== 'open') throw circulationErrors.undoOvertaken();
    checkUndoable(ctx, renewal.renewedAt, renewal.renewedByAccountId);
    await deleteRenewal(trx, renewal.id);
    await bringFineBack(trx, ctx, { loan, item });
    await changeLoan(trx, loan.id, { dueAt: renewal.dueBefore, renewalCount: loan.renewalCount - 1 });
    await trace(ctx, trx, loan, 'loan.renewal_undone', {
      before: { dueAt: loan.dueAt },
      after: { dueAt: renewal.dueBefore },
    });
  });

async function undo(ctx: Ctx, permission: string, loanId: number, act: (scan: Scan) => Promise<void>): Promise<void> {
  authorize(ctx, permission);
  const parties = await partiesOfLoan(ctx.db, loanId);
  // a second press on "undo" finds nothing left to do
  if (!parties) throw circulationErrors.undoOvertaken();
  await ctx.db.transaction().execute(async (trx) => {
    await lockMemberForLoan(trx, parties.memberNumber);
    const item = await lockItemByBarcode(trx, parties.itemBarcode);
    const loan = await lockLoan(trx, loanId);
    if (!item || !loan) throw circulationErrors.undoOvertaken();
    await act({ trx, loan, item });
  });
}

function checkUndoable(ctx: Ctx, at: Date, accountId: number | null): void {
  if (accountId === null || accountId !== accountIdOf(ctx.actor)) throw circulationErrors.undoNotYours();
  if (ctx.clock.now().getTime() - at.getTime() > UNDO_MINUTES * 60_000) {
    throw circulationErrors.undoTooLate({ minutes: UNDO_MINUTES });
  }
}

const trace = async (
  ctx: Ctx,
  trx: Tx,
  loan: LoanRow,
  action: string,
  change: { before: object; after: object | null },
): Promise<void> =>
  recordAudit(trx, ctx, { action, entity: 'loan', entityId: loan.id, libraryId: loan.libraryId, ...change });
