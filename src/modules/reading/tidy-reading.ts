import type { Ctx } from '#platform/context';
import { followMergedBibs, purgeLists } from './data/lists.queries.ts';
import { purgeReports } from './data/reports.queries.ts';
import { moveReviewsOfMerged } from './data/reviews.queries.ts';
import { RESTORE_HOURS } from './rules/visibility.ts';

const HOUR = 3_600_000;
/** For so long it can be looked up who found what wrong. */
const KEEP_REPORTS_DAYS = 90;

/**
 * Lists and reviews follow titles that became one; lists thrown away more than a day ago go, and reports settled more than 90 days
 * ago. @returns how many lists went
 */
export const tidyReading = async (ctx: Ctx): Promise<number> =>
  ctx.db.transaction().execute(async (trx) => {
    const now = ctx.clock.now().getTime();
    await followMergedBibs(trx);
    await moveReviewsOfMerged(trx);
    await purgeReports(trx, new Date(now - KEEP_REPORTS_DAYS * 24 * HOUR));
    return purgeLists(trx, new Date(now - RESTORE_HOURS * HOUR));
  });
