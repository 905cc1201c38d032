import { randomUUID } from 'node:crypto';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import type { Loan } from '../client.ts';
import { selectOpenLoans } from '../data/loan-views.queries.ts';
import { renewLoan } from './renew-loan.ts';
import { seenMember } from '../member-access.ts';

export interface RenewedAll {
  renewed: Loan[];
  refused: { loan: Loan; error: AppError }[];
  /** By this the renewals are taken back together (undo/undo-renew-all.ts); null = nothing was renewed. */
  together: string | null;
}

/** Renews whatever can be renewed of a member's loans; the others say why not. Each loan stands for itself. */
export async function renewAllLoans(ctx: Ctx, memberNumber: string): Promise<RenewedAll> {
  const { member } = await seenMember(ctx, 'loans.renew', memberNumber);
  const together = randomUUID();
  const renewed: Loan[] = [];
  const refused: { loan: Loan; error: AppError }[] = [];
  for (const loan of await selectOpenLoans(ctx.db, member.id)) {
    try {
      renewed.push(await renewLoan(ctx, { loanId: loan.id, together }));
    } catch (error) {
      refused.push({ loan, error: expected(error) });
    }
  }
  return { renewed, refused, together: renewed.length > 0 ? together : null };
}

/** A refusal that is about one loan; whatever else went wrong goes on as it is. */
export function expected(error: unknown): AppError {
  if (!(error instanceof AppError) || error.code.startsWith('platform.')) throw error;
  return error;
}
