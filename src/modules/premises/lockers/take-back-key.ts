import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { endUse, lockLocker } from './data/lockers.queries.ts';
import { lockerErrors } from './errors.ts';
import { lockerNumber } from './schema.ts';

/** Takes the key of a locker back. Needs `lockers.hand_out` at the library. Throws `lockers.not_found`, `lockers.not_out`. */
export async function takeBackKey(ctx: Ctx, libraryId: number, lockerNo: string): Promise<{ number: string }> {
  const number = parseInput(lockerNumber, lockerNo);
  authorize(ctx, 'lockers.hand_out', libraryId);
  return ctx.db.transaction().execute(async (trx) => {
    const locker = await lockLocker(trx, libraryId, number);
    if (!locker) throw lockerErrors.notFound({ number }, { number: 'unknown' });
    const useId = await endUse(trx, locker.id, ctx.clock.now(), actorName(ctx.actor));
    if (useId === undefined) throw lockerErrors.notOut({ number });
    const what = { entity: 'locker', entityId: locker.id, libraryId, after: { number } };
    await recordAudit(trx, ctx, { action: 'locker.taken_back', ...what });
    return { number };
  });
}
