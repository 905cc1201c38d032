import type { Ctx } from '#platform/context';
import { recordAudit } from '#modules/ground/audit';
import type { Loan } from '../client.ts';
import { changeLoan } from '../data/loans.queries.ts';
import { notOpen, withLoan } from './fate-support.ts';
import { forgetReminders } from '../loans/remind-loans.ts';

/**
 * The member says that the copy was brought back, and it is not found. The loan stays with the member but grows no later; a scan
 * at any desk that finds the copy ends it. Needs `loans.mark_lost`. Throws `circulation.loan_not_found`, `circulation.loan_not_open`.
 * @param input.note what the member said
 */
export const claimReturned = async (ctx: Ctx, input: { loanId: number; note?: string | null }): Promise<Loan> =>
  withLoan(ctx, input.loanId, async (trx, { loan, item }) => {
    if (loan.status !== 'open') throw notOpen(item);
    await forgetReminders(trx, ctx, loan.id);
    const claimedNote = input.note?.trim() || null;
    await changeLoan(trx, loan.id, { status: 'claimed_returned', claimedAt: ctx.clock.now(), claimedNote });
    await recordAudit(trx, ctx, {
      action: 'loan.claimed_returned',
      entity: 'loan',
      entityId: loan.id,
      subjectId: loan.memberId,
      libraryId: loan.libraryId,
      before: { status: loan.status },
      after: { status: 'claimed_returned', itemBarcode: item.barcode, note: claimedNote },
    });
  });

/** The claim was a mistake: the loan runs as before. Needs `loans.mark_lost`. Throws as {@link claimReturned}. */
export const withdrawClaim = async (ctx: Ctx, loanId: number): Promise<Loan> =>
  withLoan(ctx, loanId, async (trx, { loan, item }) => {
    if (loan.status !== 'claimed_returned') throw notOpen(item);
    await changeLoan(trx, loan.id, { status: 'open', claimedAt: null, claimedNote: null });
    await recordAudit(trx, ctx, {
      action: 'loan.claim_withdrawn',
      entity: 'loan',
      entityId: loan.id,
      libraryId: loan.libraryId,
      before: { status: loan.status },
      after: { status: 'open', itemBarcode: item.barcode },
    });
  });
