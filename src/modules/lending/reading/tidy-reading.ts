import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { Round } from '#platform/database/round';
import { followMergedBibs, purgeLists, selectDeletedLists, selectEntriesOfMerged } from './data/lists.queries.ts';
import { purgeReports } from './data/reports.queries.ts';
import { moveReviewsOfMerged, selectReviewsOfMerged } from './data/reviews.queries.ts';
import { RESTORE_HOURS } from './rules/visibility.ts';

const HOUR = 3_600_000;
/** For so long it can be looked up who found what wrong. */
const KEEP_REPORTS_DAYS = 90;

/**
 * Lists and reviews follow titles that became one; lists thrown away more than a day ago go, and reports settled more than 90 days
 * ago. @returns how many lists went
 */
export async function tidyReading(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  const now = ctx.clock.now().getTime();
  const { db } = ctx;
  const round = new Round(ctx, signal);
  const inOne = async (work: (trx: Tx) => Promise<unknown>) => db.transaction().execute(work);
  await round.together(await selectEntriesOfMerged(db), async (entries) =>
    inOne(async (trx) => followMergedBibs(trx, entries)),
  );
  await round.together(await selectReviewsOfMerged(db), async (ids) =>
    inOne(async (trx) => moveReviewsOfMerged(trx, ids)),
  );
  await round.each([new Date(now - KEEP_REPORTS_DAYS * 24 * HOUR)], async (before) =>
    inOne(async (trx) => purgeReports(trx, before)),
  );
  let gone = 0;
  const deletedBefore = new Date(now - RESTORE_HOURS * HOUR);
  await round.together(await selectDeletedLists(db, deletedBefore), async (ids) => {
    gone += await db.transaction().execute(async (trx) => purgeLists(trx, ids, deletedBefore));
  });
  round.end();
  return gone;
}
