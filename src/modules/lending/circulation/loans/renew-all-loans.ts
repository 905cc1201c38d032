import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import type { Loan } from '../client.ts';
import { selectOpenLoans } from '../data/loan-views.queries.ts';
import { renewLoan } from './renew-loan.ts';
import { seenMember } from '../member-access.ts';

/** Renews whatever can be renewed of a member's loans; the others say why not. Each loan stands for itself. */
export async function renewAllLoans(
  ctx: Ctx,
  memberNumber: string,
): Promise<{ renewed: Loan[]; refused: { loan: Loan; error: AppError }[] }> {
  const { member } = await seenMember(ctx, 'loans.renew', memberNumber);
  const renewed: Loan[] = [];
  const refused: { loan: Loan; error: AppError }[] = [];
  for (const loan of await selectOpenLoans(ctx.db, member.id)) {
    try {
      renewed.push(await renewLoan(ctx, { loanId: loan.id }));
    } catch (error) {
      if (!(error instanceof AppError) || error.code.startsWith('platform.')) throw error;
      refused.push({ loan, error });
    }
  }
  return { renewed, refused };
}
