import type { Ctx } from '#platform/context';
import { recordAudit } from '#modules/ground/audit';
import { setItemStatus, setOnLoan } from '#modules/collection/catalog';
import { charge as addCharge } from '#modules/lending/charges';
import type { Loan } from '../client.ts';
import { changeLoan } from '../data/loans.queries.ts';
import { checkedAmount, notOpen, withLoan } from './fate-support.ts';
import { forgetReminders } from '../loans/remind-loans.ts';
import { lostBill, sumOf } from '../rules/lost-bill.ts';

export interface MarkLostInput {
  loanId: number;
  /**
   * What the member is to pay for the copy, whole rupiah; null = what the terms of the loan say, 0 = nothing (e.g. the same title
   * is brought instead). The processing charge of the terms comes on top.
   */
  charge?: number | null;
}

/**
 * Books a lent copy as lost: the loan ends, the copy is lost, and the bill becomes lines of the member's account.
 * Needs `loans.mark_lost` at the library that lent. Throws `circulation.loan_not_found`, `circulation.loan_not_open`.
 */
export async function markLost(ctx: Ctx, { loanId, charge = null }: MarkLostInput): Promise<Loan> {
  const said = checkedAmount(charge);
  return withLoan(ctx, loanId, async (trx, { loan, item }) => {
    if (loan.status !== 'open' && loan.status !== 'claimed_returned') throw notOpen(item);
    await changeLoan(trx, loanId, { status: 'lost', lostAt: ctx.clock.now() });
    await forgetReminders(trx, ctx, loanId);
    await setOnLoan(trx, item.id, false);
    await setItemStatus(trx, ctx, item.id, 'lost');
    const bill = lostBill(loan.terms, item.price, said);
    for (const { kind, amount, source: priceSource } of bill) {
      const { libraryId, memberId } = loan;
      await addCharge(trx, ctx, { memberId, loanId, libraryId, kind, amount, note: item.title, priceSource });
    }
    await recordAudit(trx, ctx, {
      action: 'loan.marked_lost',
      entity: 'loan',
      entityId: loanId,
      libraryId: loan.libraryId,
      before: { status: loan.status },
      after: {
        status: 'lost',
        itemBarcode: item.barcode,
        charge: sumOf(bill),
        ...(bill[0]?.kind === 'lost_item' && { priceSource: bill[0].source }),
      },
    });
  });
}
