import type { Ctx } from '#platform/context';
import { getLibrary } from '#modules/libraries';
import { notify } from '#modules/notifications';
import { endOfDay, localDate } from '#shared/dates';
import { endUncollected } from './cancel-hold.ts';
import { selectExpiring } from './data/hold-views.queries.ts';
import { selectOverstayed } from './data/holds.queries.ts';
import { withLockedHold } from './lock-hold.ts';

const BATCH = 200;

/**
 * Ends the holds that nobody collected in time; their copies serve the next in the queue. Each in a transaction of its own, and
 * looked at again under its lock: running it twice, or in two processes at once, does nothing twice.
 * @returns how many have ended
 */
export async function expireHolds(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  let count = 0;
  for (const id of await selectOverstayed(ctx.db, ctx.clock.now(), BATCH)) {
    if (signal?.aborted) break;
    const ended = await withLockedHold(ctx, id, async (trx, locked) => {
      const { hold } = locked;
      if (hold.status !== 'waiting' || hold.keepUntil === null) return false;
      const { timeZone } = await getLibrary({ db: trx }, hold.pickupLibraryId);
      if (hold.keepUntil >= localDate(ctx.clock.now(), timeZone)) return false;
      await endUncollected(trx, ctx, locked, 'expired');
      return true;
    });
    if (ended) count++;
  }
  return count;
}

/** Says once that a copy is kept until today or tomorrow only. Running it again says nothing twice. @returns how many were told */
export async function remindOfHolds(ctx: Ctx): Promise<number> {
  let count = 0;
  for (const hold of await selectExpiring(ctx.db, ctx.clock.now(), BATCH)) {
    const { id, memberId, title, pickupLibrary, keepUntil } = hold;
    if (keepUntil === null) continue;
    const until = endOfDay(keepUntil, pickupLibrary.timeZone);
    const told = await ctx.db.transaction().execute((trx) =>
      notify(trx, ctx, {
        memberId,
        libraryId: pickupLibrary.id,
        topic: 'hold_expiring',
        params: { title, place: pickupLibrary.name, until: until.toISOString() },
        key: `hold:${id}:expiring:${keepUntil}`,
        about: `hold:${id}`,
        expiresAt: until,
      }),
    );
    if (told) count++;
  }
  return count;
}
