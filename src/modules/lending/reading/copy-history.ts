import { consentingMembers, lastConsents } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { Round } from '#platform/database/round';
import {
  copyReturnedLoans,
  deleteHistory,
  moveHistoryOfMerged,
  selectHistoryMembers,
  selectHistoryOfMerged,
} from './data/history.queries.ts';

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
  const round = new Round(ctx, signal);
  while (signal?.aborted !== true) {
    const ids = await selectHistoryMembers(ctx.db, afterId, AT_ONCE);
    if (ids.length === 0) break;
    afterId = ids.at(-1) ?? afterId;
    await round.together(ids, async (some) => {
      const done = await ctx.db.transaction().execute(async (trx) => copyOf(trx, some, until));
      copied += done.copied;
      deleted += done.deleted;
    });
  }
  await round.together(await selectHistoryOfMerged(ctx.db), async (entries) =>
    ctx.db.transaction().execute(async (trx) => moveHistoryOfMerged(trx, entries)),
  );
  round.end();
  return { copied, deleted };
}

async function copyOf(
  trx: Tx,
  memberIds: readonly number[],
  until: Date,
): Promise<{ copied: number; deleted: number }> {
  // of members whose data are only kept (restricted), nothing is added and nothing goes
  const keepers = await consentingMembers(trx, 'reading_history', memberIds);
  const said = await lastConsents(trx, 'reading_history', memberIds);
  const copied = await copyReturnedLoans(trx, [...keepers], until);
  const takenBack = memberIds.filter((id) => said.get(id) !== 'given');
  return { copied, deleted: await deleteHistory(trx, takenBack) };
}
