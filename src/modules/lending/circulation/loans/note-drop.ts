import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { changeLoan, lockLoan } from '../data/loans.queries.ts';
import { circulationErrors } from '../errors.ts';

/**
 * Notes that the copy of a running loan lies in a return box. The loan runs on; when the copy is taken back, it was back at this
 * instant. The caller has checked who may say so. Throws `circulation.loan_not_open`.
 */
export async function noteDrop(trx: Tx, ctx: Ctx, loanId: number, libraryId: number): Promise<void> {
  const loan = await lockLoan(trx, loanId);
  if (!loan || (loan.status !== 'open' && loan.status !== 'claimed_returned')) throw circulationErrors.loanNotOpen();
  await changeLoan(trx, loanId, { droppedAt: ctx.clock.now() });
  await recordAudit(trx, ctx, { action: 'loan.dropped', entity: 'loan', entityId: loanId, libraryId });
}

/** The box was emptied and the copy was not in it: the loan runs on as if nothing had been said. */
export async function forgetDrop(trx: Tx, ctx: Ctx, loanId: number, libraryId: number): Promise<void> {
  await lockLoan(trx, loanId);
  await changeLoan(trx, loanId, { droppedAt: null });
  await recordAudit(trx, ctx, { action: 'loan.drop_missing', entity: 'loan', entityId: loanId, libraryId });
}
