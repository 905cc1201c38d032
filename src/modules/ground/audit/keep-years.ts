import type { Ctx } from '#platform/context';
import { createYear, createYearOfStrays, hasStrays, lockYears, selectParts } from './data/years.queries.ts';

/** So many years are there before they begin. */
const AHEAD = 1;
/** A clock that went wrong by more makes no empty years. */
const MOST = 10;

/**
 * Sees to it that this year and the next have a part of their own in the trace. What was written of such a year before it was there (by a clock
 * that went wrong) moves into it, so that it goes with its year.
 */
export async function keepAuditYears(ctx: Pick<Ctx, 'db' | 'clock'>): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    await lockYears(trx);
    const last = (await selectParts(trx)).findLast(({ until }) => until !== null)?.until;
    if (!last) return;
    const first = last.getUTCFullYear();
    const lastWanted = ctx.clock.now().getUTCFullYear() + AHEAD;
    if (lastWanted - first > MOST) return;
    for (let year = first; year <= lastWanted; year++) {
      const [from, to] = [new Date(Date.UTC(year, 0)), new Date(Date.UTC(year + 1, 0))];
      if (await hasStrays(trx, from, to)) await createYearOfStrays(trx, year, from, to);
      else await createYear(trx, year, from, to);
    }
  });
}
