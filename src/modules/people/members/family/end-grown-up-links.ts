import { recordAudit } from '#modules/ground/audit';
import { actorName, oneAct, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { Round } from '#platform/database/round';
import { addMonths, localDate } from '#shared/dates';
import { endLinkRow, lockRunningLink, selectLinksOfBornUntil } from '../data/family.queries.ts';
import { linkHolds } from '../rules/family.ts';
import { GUARDIAN_AGE } from '../rules/membership.ts';

const AT_ONCE = 500;
/** No library of the country is further east: whoever is grown up anywhere is so here. */
const EASTERNMOST = 'Asia/Jayapura';

/**
 * Ends the links of children who have become 18, each in a transaction of its own and looked at again under its lock; they count for
 * nothing from the birthday on, whether this has run or not.
 * @returns how many were ended
 */
export async function endGrownUpLinks(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  const born = addMonths(localDate(ctx.clock.now(), EASTERNMOST), -12 * GUARDIAN_AGE);
  let ended = 0;
  const round = new Round(ctx, signal);
  for (let afterId = 0; ;) {
    const ids = await selectLinksOfBornUntil(ctx.db, { born, afterId, limit: AT_ONCE });
    await round.each(ids, async (id) => {
      if (await ctx.db.transaction().execute(async (trx) => endIfGrownUp(trx, oneAct(ctx), id))) ended += 1;
    });
    const last = ids.at(-1);
    if (last === undefined || ids.length < AT_ONCE || signal?.aborted) break;
    afterId = last;
  }
  round.end();
  return ended;
}

async function endIfGrownUp(trx: Tx, ctx: Ctx, id: number): Promise<boolean> {
  const at = ctx.clock.now();
  const link = await lockRunningLink(trx, id);
  if (!link || linkHolds(link.birthDate, localDate(at, link.timeZone))) return false;
  await endLinkRow(trx, id, { at, by: actorName(ctx.actor), reason: 'grown_up' });
  await recordAudit(trx, ctx, {
    action: 'family.unlinked',
    entity: 'member',
    entityId: link.childId,
    libraryId: link.homeLibraryId,
    after: { guardianId: link.guardianId, reason: 'grown_up' },
  });
  return true;
}
