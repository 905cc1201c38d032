import { getSetting, networkZone } from '#modules/ground/libraries';
import { firstLoansAmong } from '#modules/lending/circulation';
import type { Ctx } from '#platform/context';
import { addDays, localDate } from '#shared/dates';
import { cameBefore, foldFirstLoans, markFirstLoans, selectWithoutFirstLoan } from '../data/chain.queries.ts';
import { FIRST_LOAN_DAYS } from './chain-of-links.ts';

const DAY = 86_400_000;
/** For nights on which the machine was off. */
const GRACE_DAYS = 30;
const ALL_DAYS = 36_500;

/**
 * Marks enrolments by a short link whose member came and then borrowed for the first time: of cards that are so young that no loan of theirs was
 * cut yet (`loan_links`), so that it is the first indeed. What is older than the time for it goes into sums. Run by the clock at night; doing
 * it again changes nothing.
 */
export async function noteFirstLoans(ctx: Pick<Ctx, 'db' | 'clock'>): Promise<void> {
  const now = ctx.clock.now();
  // where nothing is cut, all loans of every card are known
  const loansKept = (await getSetting(ctx.db, 'retentionDays')).loan_links ?? ALL_DAYS;
  const joinedSince = addDays(localDate(now, await networkZone(ctx.db)), -loansKept);
  const since = new Date(now.getTime() - (FIRST_LOAN_DAYS + GRACE_DAYS) * DAY);
  const people = (await selectWithoutFirstLoan(ctx.db, { since, joinedSince })).map(({ id, memberId, cameAt }) => ({
    ...{ key: id, memberId, after: cameAt },
    until: new Date(Math.min(now.getTime(), cameAt.getTime() + FIRST_LOAN_DAYS * DAY)),
  }));
  const first = await firstLoansAmong(ctx.db, people);
  await ctx.db.transaction().execute(async (trx) => {
    if (first.size > 0) await markFirstLoans(trx, [...first]);
    await foldFirstLoans(trx, cameBefore(since));
  });
}
