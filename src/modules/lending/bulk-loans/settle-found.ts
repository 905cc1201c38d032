import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import { cancelChargeLines } from '#modules/lending/charges';
import { lockMemberForLoan } from '#modules/people/members';
import { markFound, selectFoundCopies } from './data/bulk-loans.queries.ts';
import { trace } from './loan-support.ts';
import { refundOf } from './rules/lost-refund.ts';

const AT_ONCE = 200;

/**
 * Copies that an institution had lost and that are here again, however they were found: what was charged is taken off as the rule
 * said when they were lost. A job, because the desk that finds them lies below this module. Running it twice changes nothing.
 * @returns how many were found
 */
export async function settleFoundCopies(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  let settled = 0;
  const round = new Round(ctx, signal);
  await round.each(await selectFoundCopies(ctx.db, AT_ONCE), async (found) => {
    const act = oneAct(ctx);
    const { id, bulkLoanId, number, libraryId, barcode, title, memberNumber, chargeLineIds, lostRefund } = found;
    const ours = await ctx.db.transaction().execute(async (trx) => {
      if (memberNumber !== null) await lockMemberForLoan(trx, memberNumber);
      if (!(await markFound(trx, id, act.clock.now()))) return false;
      const refund = refundOf(lostRefund);
      const note = `${title} (${number})`;
      const off = refund ? await cancelChargeLines(trx, act, { ...refund, lineIds: chargeLineIds, note }) : 0;
      await trace(trx, act, { id: bulkLoanId, libraryId, number }, 'bulk_loan.found', {
        itemBarcode: barcode,
        ...(off > 0 && { refund: off }),
      });
      return true;
    });
    if (ours) settled += 1;
  });
  round.end();
  return settled;
}
