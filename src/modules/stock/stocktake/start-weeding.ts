import { authorize } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { callNumberRange } from '#modules/collection/catalog';
import { getLibrary } from '#modules/ground/libraries';
import { localDate } from '#shared/dates';
import { insertWeeding, insertWeedingItems, selectCandidates } from './data/weeding.queries.ts';
import { stocktakeErrors } from './errors.ts';
import { weedingGrounds } from './rules/weeding-grounds.ts';
import { weedingInput, type WeedingInput } from './schema.ts';

/** Collection type of local and rare items: they are never weeded. */
const PROTECTED = 'lokal';

/**
 * Makes a list of copies that may leave the collection, by rules; nothing happens to them yet. Copies that somebody has, and local and
 * rare ones, are never on it. Needs `items.withdraw` at the library. Refuses `stocktake.nothing_to_weed`.
 * @returns the id
 */
export async function startWeeding(ctx: Ctx, libraryId: number, input: WeedingInput): Promise<number> {
  authorize(ctx, 'items.withdraw', libraryId);
  const { name, classFrom, classTo, itemType, ...asked } = parseInput(weedingInput, input);
  const { olderThanYears = null, unusedYears = null, maxCopies = null, conditions, match } = asked;
  const rules = { olderThanYears, unusedYears, maxCopies, conditions, match };
  const { timeZone } = await getLibrary(ctx, libraryId);
  const now = ctx.clock.now();
  const today = localDate(now, timeZone);
  const range = callNumberRange(classFrom, classTo);
  return ctx.db.transaction().execute(async (trx) => {
    const scope = { libraryId, timeZone, keyFrom: range.from, keyTo: range.to, itemType };
    const listed = (await selectCandidates(trx, scope)).flatMap((copy) => {
      const facts = {
        status: copy.status,
        protected: copy.itemType === PROTECTED,
        year: copy.year,
        acquiredOn: copy.acquiredOn,
        lastLoanOn: copy.lastLoanAt && localDate(copy.lastLoanAt, timeZone),
        nthCopy: copy.nthCopy,
      };
      const grounds = weedingGrounds(facts, rules, today);
      return grounds.length === 0 ? [] : [{ ...copy, grounds }];
    });
    if (listed.length === 0) throw stocktakeErrors.nothingToWeed();
    const id = await insertWeeding(trx, {
      libraryId,
      name,
      rules: JSON.stringify({ ...rules, classFrom, classTo, itemType }),
      createdAt: now,
      createdBy: actorName(ctx.actor),
    });
    await insertWeedingItems(
      trx,
      listed.map(({ itemId, grounds, lastLoanAt, lastCopy }) => ({
        weedingId: id,
        itemId,
        grounds,
        lastLoanAt,
        lastCopy,
      })),
    );
    await recordAudit(trx, ctx, {
      action: 'weeding.started',
      entity: 'weeding',
      entityId: id,
      libraryId,
      after: { name, copies: listed.length },
    });
    return id;
  });
}
