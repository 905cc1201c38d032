import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { instantAt, type LocalDate } from '#shared/dates';
import { explainPolicy, type ExplainedPolicy, type LoanKeys } from '../policies/explain-policy.ts';
import { lendingCalendar } from '../lend-support.ts';
import { computeDueDate, loanRule } from '../rules/compute-due-date.ts';

const NOON = 12 * 60;

/**
 * What would happen if such a loan were made on a day, at noon: what rules, and until when. Writes nothing.
 * @param on a day of the library's own calendar
 */
export async function tryLoan(
  ctx: Ctx,
  loan: LoanKeys,
  on: LocalDate,
): Promise<ExplainedPolicy & { dueAt: Date; timeZone: string }> {
  authorizeAnywhere(ctx, 'loans.read');
  const explained = await explainPolicy(ctx, loan);
  const { loanLength, loanUnit } = explained.policy;
  const now = ctx.clock.now();
  // the calendar of around that day; its zone says when noon is
  const { timeZone } = await lendingCalendar(ctx.db, loan.libraryId, now);
  const from = instantAt(on, NOON, timeZone);
  const calendar = await lendingCalendar(ctx.db, loan.libraryId, from, { days: loanUnit === 'day' ? loanLength : 0 });
  return {
    ...explained,
    timeZone,
    dueAt: computeDueDate(from, loanRule(explained.policy), calendar),
  };
}
