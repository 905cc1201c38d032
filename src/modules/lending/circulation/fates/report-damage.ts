import type { Ctx } from '#platform/context';
import { recordAudit } from '#modules/ground/audit';
import { setItemStatus } from '#modules/collection/catalog';
import { cancelCharges, charge as addCharge } from '#modules/lending/charges';
import { takeBack } from '../loans/check-in-item.ts';
import type { Loan } from '../client.ts';
import { isLastLoanOfItem } from '../data/loans.queries.ts';
import { uncatchCopy } from '../holds/collect-hold.ts';
import { circulationErrors } from '../errors.ts';
import { checkedAmount, notOpen, withLoan } from './fate-support.ts';

export interface ReportDamageInput {
  loanId: number;
  /** What is broken. */
  note: string;
  /** What the member is to pay, whole rupiah; null or 0 = nothing. */
  charge?: number | null;
}

/**
 * A copy came back damaged: it goes to repair instead of the shelf, and the member may be charged. A loan that still runs comes
 * back with it. Needs `loans.mark_lost` at the library that lent. Throws `circulation.loan_not_found`; `circulation.loan_not_open`
 * when the copy was lent again since or is lost.
 */
export async function reportDamage(ctx: Ctx, { loanId, note, charge = null }: ReportDamageInput): Promise<Loan> {
  const amount = checkedAmount(charge) ?? 0;
  const said = note.trim();
  if (said === '') throw circulationErrors.damageNoteNeeded({}, { note: 'required' });
  return withLoan(ctx, loanId, async (trx, { loan, item }) => {
    const running = loan.status === 'open' || loan.status === 'claimed_returned';
    if (running)
      await takeBack(trx, ctx, { itemBarcode: item.barcode, damaged: true }, ctx.libraryId ?? loan.libraryId);
    else if (loan.status !== 'returned' || !(await isLastLoanOfItem(trx, loan))) throw notOpen(item);
    // caught for somebody already: that member waits for another copy
    else await uncatchCopy(trx, ctx, item);
    await setItemStatus(trx, ctx, item.id, 'damaged');
    const { memberId, libraryId } = loan;
    if (amount > 0) await addCharge(trx, ctx, { memberId, loanId, libraryId, kind: 'damage', amount, note: said });
    await recordAudit(trx, ctx, {
      action: 'loan.damage_reported',
      entity: 'loan',
      entityId: loanId,
      subjectId: loan.memberId,
      libraryId,
      before: { itemStatus: item.status },
      after: { itemStatus: 'damaged', itemBarcode: item.barcode, note: said, charge: amount },
    });
  });
}

/** The damage was a mistake: the copy is available, and what was charged for it is taken off, also when it was paid. */
export const withdrawDamage = async (ctx: Ctx, loanId: number): Promise<Loan> =>
  withLoan(ctx, loanId, async (trx, { loan, item }) => {
    if (item.status !== 'damaged' || !(await isLastLoanOfItem(trx, loan))) throw notOpen(item);
    await setItemStatus(trx, ctx, item.id, 'available');
    await cancelCharges(trx, ctx, { loanId, kinds: ['damage'], paidToo: true, note: item.title });
    await recordAudit(trx, ctx, {
      action: 'loan.damage_withdrawn',
      entity: 'loan',
      entityId: loanId,
      libraryId: loan.libraryId,
      before: { itemStatus: item.status },
      after: { itemStatus: 'available', itemBarcode: item.barcode },
    });
  });
