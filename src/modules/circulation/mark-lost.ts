import { authorize } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { recordAudit } from '#modules/audit';
import { lockItemByBarcode, setItemStatus, setOnLoan } from '#modules/catalog';
import { charge as addCharge } from '#modules/charges';
import { lockMemberForLoan } from '#modules/members';
import type { Loan } from './client.ts';
import { findLoanView } from './data/loan-views.queries.ts';
import { changeLoan, lockLoan, partiesOfLoan } from './data/loans.queries.ts';
import { circulationErrors } from './errors.ts';
import { forgetReminders } from './remind-loans.ts';
import { lostBill, sumOf } from './rules/lost-bill.ts';

export interface MarkLostInput {
  loanId: number;
  /**
   * What the member is to pay for the copy, whole rupiah; null = what the terms of the loan say, 0 = nothing (e.g. the same title
   * is brought instead). The processing charge of the terms comes on top.
   */
  charge?: number | null;
}

/**
 * Books a lent copy as lost: the loan ends, the copy is lost, and the charge becomes a line of the member's account.
 * Needs `loans.mark_lost` at the library that lent. Throws `circulation.loan_not_found`, `circulation.loan_not_open`.
 */
export async function markLost(ctx: Ctx, { loanId, charge = null }: MarkLostInput): Promise<Loan> {
  const parties = await partiesOfLoan(ctx.db, loanId);
  if (!parties) throw circulationErrors.loanNotFound();
  authorize(ctx, 'loans.mark_lost', parties.libraryId);
  if (charge !== null && (!Number.isSafeInteger(charge) || charge < 0)) {
    throw platformErrors.invalidInput({}, { charge: 'invalid' });
  }
  return ctx.db.transaction().execute(async (trx) => {
    const member = await lockMemberForLoan(trx, parties.memberNumber);
    const item = await lockItemByBarcode(trx, parties.itemBarcode);
    const loan = await lockLoan(trx, loanId);
    if (!member || !item || !loan) throw circulationErrors.loanNotFound();
    if (loan.status !== 'open' && loan.status !== 'claimed_returned') {
      throw circulationErrors.loanNotOpen({ title: item.title, barcode: item.barcode });
    }
    await changeLoan(trx, loanId, { status: 'lost' });
    await forgetReminders(trx, ctx, loanId);
    await setOnLoan(trx, item.id, false);
    await setItemStatus(trx, ctx, item.id, 'lost');
    const bill = lostBill(loan.terms, item.price, charge);
    for (const { kind, amount } of bill) {
      const { libraryId, memberId } = loan;
      await addCharge(trx, ctx, { memberId, loanId, libraryId, kind, amount, note: item.title });
    }
    await recordAudit(trx, ctx, {
      action: 'loan.marked_lost',
      entity: 'loan',
      entityId: loanId,
      libraryId: loan.libraryId,
      before: { status: loan.status },
      after: { status: 'lost', itemBarcode: item.barcode, charge: sumOf(bill) },
    });
    const view = await findLoanView(trx, loanId);
    if (!view) throw circulationErrors.loanNotFound();
    return view;
  });
}
