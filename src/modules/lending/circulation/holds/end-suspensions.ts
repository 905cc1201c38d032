import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { localDate } from '#shared/dates';
import { changeHold, selectSuspendedTooLong } from '../data/holds.queries.ts';
import { withLockedHold } from './lock-hold.ts';

const BATCH = 200;

/**
 * Holds whose pause is over count again by the day (rules/hold-queue.ts); here the pause ends in the data, too, so that nobody who
 * counts or exports them sees one that is not. Each in a transaction of its own, and looked at again under its lock.
 * @returns how many pauses have ended
 */
export async function endSuspensions(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  let count = 0;
  const round = new Round(ctx, signal);
  await round.each(await selectSuspendedTooLong(ctx.db, ctx.clock.now(), BATCH), async (id) => {
    const act = oneAct(ctx);
    const ended = await withLockedHold(act, id, async (trx, { hold }) => {
      const { suspendedUntil } = hold;
      if (hold.status !== 'queued' || suspendedUntil === null) return false;
      const { timeZone } = await getLibrary({ db: trx }, hold.pickupLibraryId);
      if (localDate(act.clock.now(), timeZone) < suspendedUntil) return false;
      await changeHold(trx, hold.id, { suspendedAt: null, suspendedUntil: null });
      await recordAudit(trx, act, {
        action: 'hold.resumed',
        entity: 'hold',
        entityId: hold.id,
        libraryId: hold.pickupLibraryId,
        before: { until: suspendedUntil },
        after: { until: null },
      });
      return true;
    });
    if (ended) count++;
  });
  round.end();
  return count;
}
