import type { Ctx } from '#platform/context';
import { followMergedBibs, purgeLists } from './data/lists.queries.ts';
import { RESTORE_HOURS } from './rules/visibility.ts';

/** Lists follow titles that became one; lists thrown away more than a day ago go. @returns how many lists went */
export const tidyLists = (ctx: Ctx): Promise<number> =>
  ctx.db.transaction().execute(async (trx) => {
    await followMergedBibs(trx);
    return purgeLists(trx, new Date(ctx.clock.now().getTime() - RESTORE_HOURS * 3_600_000));
  });
