import { firstLoansAmong } from '#modules/lending/circulation';
import type { Ctx } from '#platform/context';
import { markFirstLoans, selectWithoutFirstLoan } from '../data/chain.queries.ts';
import { FIRST_LOAN_DAYS } from './chain-of-links.ts';

const DAY = 86_400_000;

/**
 * Marks enrolments by a short link whose member came and then borrowed for the first time. Marked while the loan is still linked to them, so that
 * the sum stays when who it was is forgotten. Run by the clock at night; doing it again changes nothing.
 */
export async function noteFirstLoans(ctx: Pick<Ctx, 'db' | 'clock'>): Promise<void> {
  // a few days more, for nights on which the machine was off
  const since = new Date(ctx.clock.now().getTime() - (FIRST_LOAN_DAYS + 30) * DAY);
  const people = (await selectWithoutFirstLoan(ctx.db, since)).map(({ id, memberId, cameAt }) => ({
    ...{ key: id, memberId, after: cameAt },
    until: new Date(cameAt.getTime() + FIRST_LOAN_DAYS * DAY),
  }));
  const first = await firstLoansAmong(ctx.db, people);
  if (first.size > 0) await markFirstLoans(ctx.db, [...first]);
}
