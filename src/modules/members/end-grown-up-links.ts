import { recordAudit } from '#modules/audit';
import { actorName, type Ctx } from '#platform/context';
import { addMonths, localDate } from '#shared/dates';
import { endLinkRow, lockLinksOfBornUntil } from './data/family.queries.ts';
import { linkHolds } from './rules/family.ts';
import { GUARDIAN_AGE } from './rules/membership.ts';

const AT_ONCE = 500;
/** No library of the country is further east: whoever is grown up anywhere is so here. */
const EASTERNMOST = 'Asia/Jayapura';

/**
 * Ends the links of children who have become 18; they count for nothing from the birthday on, whether this has run or not.
 * @returns how many were ended
 */
export async function endGrownUpLinks(ctx: Ctx): Promise<number> {
  const at = ctx.clock.now();
  const born = addMonths(localDate(at, EASTERNMOST), -12 * GUARDIAN_AGE);
  let ended = 0;
  for (;;) {
    const found = await ctx.db.transaction().execute(async (trx) => {
      const links = await lockLinksOfBornUntil(trx, born, AT_ONCE);
      const over = links.filter((link) => !linkHolds(link.birthDate, localDate(at, link.timeZone)));
      for (const link of over) {
        await endLinkRow(trx, link.id, { at, by: actorName(ctx.actor), reason: 'grown_up' });
        await recordAudit(trx, ctx, {
          action: 'family.unlinked',
          entity: 'member',
          entityId: link.childId,
          libraryId: link.homeLibraryId,
          after: { guardianId: link.guardianId, reason: 'grown_up' },
        });
      }
      return over.length;
    });
    ended += found;
    if (found < AT_ONCE) return ended;
  }
}
