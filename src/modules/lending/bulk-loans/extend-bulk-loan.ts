import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { changeBulkLoan } from './data/bulk-loans.queries.ts';
import { lockRunning, trace } from './loan-support.ts';
import { forgetBulkReminders } from './remind-bulk-loans.ts';
import { extensionInput } from './schema.ts';

/** Another last day, and why. Needs `bulk_loans.manage`. A day before the first one is refused (`platform.invalid_input`). */
export async function extendBulkLoan(
  ctx: Ctx,
  bulkLoanId: number,
  input: { dueOn: string; reason: string },
): Promise<void> {
  const { dueOn, reason } = parseInput(extensionInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const loan = await lockRunning(trx, ctx, bulkLoanId);
    if (dueOn < loan.startsOn) throw platformErrors.invalidInput({}, { dueOn: 'before_start' });
    await changeBulkLoan(trx, loan.id, { dueOn });
    await forgetBulkReminders(trx, ctx, loan.id);
    await trace(trx, ctx, loan, 'bulk_loan.extended', { from: loan.dueOn, dueOn, reason });
  });
}
