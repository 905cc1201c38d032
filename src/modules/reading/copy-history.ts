import { consentingMembers, lastConsents } from '#modules/members';
import type { Ctx } from '#platform/context';
import { copyReturnedLoans, deleteHistory, moveHistoryOfMerged, selectHistoryMembers } from './data/history.queries.ts';

/** A return can be taken back for ten minutes; what is copied stays. */
const SETTLED_MINUTES = 15;
const AT_ONCE = 500;

export const settledUntil = (now: Date): Date => new Date(now.getTime() - SETTLED_MINUTES * 60_000);

/**
 * Copies what members who keep their history have brought back, and deletes what is kept of members who took their yes back
 * (wherever they did). Runs by the clock, long before loans are cut from their borrowers; running it again changes nothing more.
 */
export async function copyHistory(ctx: Ctx, signal?: AbortSignal): Promise<{ copied: number; deleted: number }> {
  const until = settledUntil(ctx.clock.now());
  let [copied, deleted, afterId] = [0, 0, 0];
  while (signal?.aborted !== true) {
    const ids = await selectHistoryMembers(ctx.db, afterId, AT_ONCE);
    if (ids.length === 0) break;
    afterId = ids.at(-1) ?? afterId;
    await ctx.db.transaction().execute(async (trx) => {
      // of members whose data are only kept (restricted), nothing is added and nothing goes
      const keepers = await consentingMembers(trx, 'reading_history', ids);
      const said = await lastConsents(trx, 'reading_history', ids);
      copied += await copyReturnedLoans(trx, [...keepers], until);
      deleted += await deleteHistory(
        trx,
        ids.filter((id) => said.get(id) !== 'given'),
      );
    });
  }
  await ctx.db.transaction().execute(moveHistoryOfMerged);
  return { copied, deleted };
}
