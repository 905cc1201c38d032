import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { PermissionCode } from '#platform/rights/permissions';
import { recordAudit } from '#modules/ground/audit';
import { countLoan, type ItemForLoan } from '#modules/collection/catalog';
import { getLibrary } from '#modules/ground/libraries';
import { othersWait } from '../data/holds.queries.ts';
import {
  deleteLoanAct,
  deleteLoanActsBefore,
  lastLoanAct,
  type ActChange,
  type LoanActKind,
} from '../data/loan-acts.queries.ts';
import {
  deleteLoan,
  deleteRenewal,
  lastRenewal,
  lockLoan,
  partiesOfLoan,
  type LoanRow,
} from '../data/loans.queries.ts';
import { circulationErrors } from '../errors.ts';
import { accountIdOf, today } from '../lend-support.ts';
import { lockInOrder } from '../lock-order.ts';
import { mayActFor } from '../member-access.ts';
import { playBack } from './play-back.ts';

/** For so long a scan can be taken back by the account that made it, and what readers renewed together by them. */
export const UNDO_MINUTES = 10;
/** For so long it is kept what an act changed. */
const KEPT_HOURS = 24;

/*
 * Each act keeps what it changed (note-changes.ts), and its undo plays exactly that back, money by opposite lines. What has gone on
 * since is refused with the reason (play-back.ts), and so is an act of which nothing was kept. The audit log keeps both.
 */

interface Scan {
  trx: Tx;
  loan: LoanRow;
  item: ItemForLoan;
}

/** The undo of a loan that was just made: as if it had never been. Throws `circulation.undo_…`. */
export const undoCheckOut = async (ctx: Ctx, loanId: number): Promise<void> =>
  undo(ctx, 'loans.check_out', loanId, async (scan) => {
    const { trx, loan, item } = scan;
    checkUndoable(ctx, loan.loanedAt, loan.loanedByAccountId);
    if (loan.status !== 'open' || loan.renewalCount > 0) throw circulationErrors.undoOvertaken();
    // the record before its queue, as lending takes them
    await countLoan(trx, item.bibId, -1);
    await playBack(trx, ctx, { ...scan, kind: 'loan', changes: await takeAct(scan, 'loan') }, async () =>
      deleteLoan(trx, loan.id),
    );
    await trace(ctx, trx, loan, 'loan.check_out_undone', {
      before: { memberId: loan.memberId, itemBarcode: item.barcode, dueAt: loan.dueAt },
      after: null,
    });
  });

/** The undo of a return: the loan runs again (or is lost again) as before, with its bill, its reminders and its booking. */
export const undoCheckIn = async (ctx: Ctx, loanId: number): Promise<void> =>
  undo(ctx, 'loans.check_in', loanId, async (scan) => {
    const { trx, loan } = scan;
    if (loan.status !== 'returned' || loan.returnRecordedAt === null) throw circulationErrors.undoOvertaken();
    if (loan.replacementItemId !== null) throw circulationErrors.undoOvertaken();
    checkUndoable(ctx, loan.returnRecordedAt, loan.returnedByAccountId);
    await playBack(trx, ctx, { ...scan, kind: 'return', changes: await takeAct(scan, 'return') });
    await trace(ctx, trx, loan, 'loan.check_in_undone', {
      before: { status: loan.status },
      after: { status: loan.statusBeforeReturn },
    });
  });

/** The undo of a renewal: the due date is what it was. */
export const undoRenewal = async (ctx: Ctx, loanId: number): Promise<void> =>
  undo(ctx, 'loans.renew', loanId, async (scan) => endRenewal(ctx, scan, null));

/**
 * The same of a renewal that was made together with others; the caller has seen that the actor may act for the member. Readers take back what
 * they renewed themselves: nobody else knows what names the act.
 */
export const undoRenewalTogether = async (ctx: Ctx, loanId: number, together: string): Promise<void> =>
  undo(ctx, null, loanId, async (scan) => {
    if (!(await mayActFor(scan.trx, ctx, scan.loan.memberId))) throw circulationErrors.undoOvertaken();
    await endRenewal(ctx, scan, together);
  });

async function endRenewal(ctx: Ctx, scan: Scan, together: string | null): Promise<void> {
  const { trx, loan, item } = scan;
  const renewal = await lastRenewal(trx, loan.id);
  if (!renewal || loan.status !== 'open') throw circulationErrors.undoOvertaken();
  if (together !== null && renewal.together !== together) throw circulationErrors.undoOvertaken();
  const { renewedAt, renewedByAccountId } = renewal;
  if (together !== null && ctx.actor.kind === 'member') {
    if (renewedByAccountId !== null) throw circulationErrors.undoNotYours();
    checkInTime(ctx, renewedAt);
  } else checkUndoable(ctx, renewedAt, renewedByAccountId);
  // who reserved it since counts on that day, and the loan could not be renewed again
  const { timeZone } = await getLibrary({ db: trx }, loan.libraryId);
  const wanted = { itemId: item.id, bibId: item.bibId, memberId: loan.memberId, today: today(ctx, timeZone) };
  if (await othersWait(trx, { ...wanted, since: renewedAt })) throw circulationErrors.undoWanted({ title: item.title });
  await playBack(trx, ctx, { ...scan, kind: 'renewal', changes: await takeAct(scan, 'renewal') }, async () =>
    deleteRenewal(trx, renewal.id),
  );
  await trace(ctx, trx, loan, 'loan.renewal_undone', {
    before: { dueAt: loan.dueAt },
    after: { dueAt: renewal.dueBefore },
  });
}

/** What an act kept of what it changed is forgotten when nobody can undo it any more. @returns how many acts */
export const forgetLoanActs = async (ctx: Ctx): Promise<number> =>
  deleteLoanActsBefore(ctx.db, new Date(ctx.clock.now().getTime() - KEPT_HOURS * 3_600_000));

/** What the last act of a kind changed; it is kept no longer. Throws `circulation.undo_not_kept` */
async function takeAct({ trx, loan }: Scan, kind: LoanActKind): Promise<ActChange[]> {
  const act = await lastLoanAct(trx, loan.id, kind);
  if (!act) throw circulationErrors.undoNotKept();
  await deleteLoanAct(trx, loan.id, act.id);
  return act.changes;
}

async function undo(
  ctx: Ctx,
  permission: PermissionCode | null,
  loanId: number,
  act: (scan: Scan) => Promise<void>,
): Promise<void> {
  if (permission !== null) authorizeAnywhere(ctx, permission);
  const parties = await partiesOfLoan(ctx.db, loanId);
  // a second press on "undo" finds nothing left to do
  if (!parties) throw circulationErrors.undoOvertaken();
  await ctx.db.transaction().execute(async (trx) => {
    const { memberNumber, itemBarcode } = parties;
    const { items } = await lockInOrder(trx, { memberNumbers: [memberNumber], barcodes: [itemBarcode] });
    const item = items.get(itemBarcode);
    const loan = await lockLoan(trx, loanId);
    if (!item || !loan) throw circulationErrors.undoOvertaken();
    await act({ trx, loan, item });
  });
}

function checkUndoable(ctx: Ctx, at: Date, accountId: number | null): void {
  if (accountId === null || accountId !== accountIdOf(ctx.actor)) throw circulationErrors.undoNotYours();
  checkInTime(ctx, at);
}

function checkInTime(ctx: Ctx, at: Date): void {
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
