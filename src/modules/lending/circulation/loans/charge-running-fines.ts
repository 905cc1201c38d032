import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import { insertFinePeriod, selectOverdueWithFine, type OverdueWithFine } from '../data/loan-fines.queries.ts';
import { lockLoan } from '../data/loans.queries.ts';
import { bringFineTo, fineOf } from './fines.ts';
import { lendingCalendar } from '../lend-support.ts';
import { lockInOrder } from '../lock-order.ts';
import { countChargePeriods } from '../rules/compute-fine.ts';

const BATCH = 500;

/**
 * Lets the fines of overdue loans grow on their members' accounts: each charge period of a loan is charged once, however often
 * this runs (`loan_fine` has one row for each). For the system's own job. @returns how many loans grew
 */
export async function chargeRunningFines(ctx: Ctx): Promise<{ charged: number }> {
  const now = ctx.clock.now();
  let charged = 0;
  let afterId = 0;
  const round = new Round(ctx);
  for (;;) {
    const loans = await selectOverdueWithFine(ctx.db, { now, afterId, limit: BATCH });
    await round.each(loans, async (loan) => {
      if (await chargePeriod(oneAct(ctx), loan, now)) charged++;
    });
    const last = loans.at(-1);
    if (!last || loans.length < BATCH) break;
    afterId = last.id;
  }
  round.end();
  return { charged };
}

/** One loan in a transaction of its own, in the order of locks that desks take; a return or payment meanwhile waits, or is seen. */
const chargePeriod = async (ctx: Ctx, found: OverdueWithFine, now: Date): Promise<boolean> =>
  ctx.db.transaction().execute(async (trx) => {
    const { memberNumber, itemBarcode } = found;
    const { items } = await lockInOrder(trx, { memberNumbers: [memberNumber], barcodes: [itemBarcode] });
    const item = items.get(itemBarcode);
    const loan = await lockLoan(trx, found.id);
    if (!item || loan?.status !== 'open' || loan.dueAt >= now) return false;
    const calendar = await lendingCalendar(trx, loan.libraryId, now, { since: loan.dueAt });
    const { dueAt } = loan;
    const periods = countChargePeriods({ dueAt, returnedAt: now, calendar }, loan.terms);
    if (periods === 0) return false;
    const fined = { loan, item, at: now, calendar };
    const total = await fineOf(trx, fined);
    if (!(await insertFinePeriod(trx, { loanId: loan.id, dueAt, periods, total, chargedAt: now }))) return false;
    await bringFineTo(trx, ctx, fined, total);
    return true;
  });
