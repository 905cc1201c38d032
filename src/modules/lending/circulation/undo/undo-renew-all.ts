import type { Ctx } from '#platform/context';
import type { AppError } from '#platform/errors';
import type { Loan } from '../client.ts';
import { findLoanView } from '../data/loan-views.queries.ts';
import { loansRenewedTogether } from '../data/loans.queries.ts';
import { circulationErrors } from '../errors.ts';
import { expected } from '../loans/renew-all-loans.ts';
import { seenMember } from '../member-access.ts';
import { undoRenewalTogether } from './undo-scan.ts';

export interface UndoneAll {
  undone: Loan[];
  refused: { loan: Loan; error: AppError }[];
}

/**
 * Takes back what one act renewed of a member's loans (`together` of `renewAllLoans`), each loan by itself and as the undo of a single renewal
 * does; those that have gone on since say why not. For the account that did it, or for readers what they renewed themselves. Pressed again, it
 * tries what is left. Throws `circulation.undo_overtaken` when nothing is.
 */
export async function undoRenewAll(
  ctx: Ctx,
  { memberNumber, together }: { memberNumber: string; together: string },
): Promise<UndoneAll> {
  const { member } = await seenMember(ctx, 'loans.renew', memberNumber);
  const loanIds = isTogether(together) ? await loansRenewedTogether(ctx.db, member.id, together) : [];
  if (loanIds.length === 0) throw circulationErrors.undoOvertaken();
  const undone: Loan[] = [];
  const refused: { loan: Loan; error: AppError }[] = [];
  for (const loanId of loanIds) {
    let error: AppError | null = null;
    try {
      await undoRenewalTogether(ctx, loanId, together);
    } catch (thrown) {
      error = expected(thrown);
    }
    // a loan that is no more has nothing to be taken back
    const loan = await findLoanView(ctx.db, loanId);
    if (loan && error) refused.push({ loan, error });
    else if (loan) undone.push(loan);
  }
  return { undone, refused };
}

const isTogether = (text: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text);
