import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import { getLibrary, listLibraries, type Library } from '#modules/ground/libraries';
import { notify, reminderSchedule } from '#modules/people/notifications';
import { addDays, endOfDay, localDate } from '#shared/dates';
import { endUncollected } from './cancel-hold.ts';
import { selectExpiring } from '../data/hold-views.queries.ts';
import { selectOverstayed } from '../data/holds.queries.ts';
import { keepLonger } from './keep-longer.ts';
import { withLockedHold } from './lock-hold.ts';
import { holdExpiring } from '../notices.ts';
import { collectedAt, shelfEnd } from './stop-shelf.ts';

const BATCH = 200;

/**
 * Ends the holds that nobody collected in time; their copies serve the next in the queue. Each in a transaction of its own, and
 * looked at again under its lock: running it twice, or in two processes at once, does nothing twice.
 * A book that waits for a stop where every visit was called off waits for the next one.
 * @returns how many have ended
 */
export async function expireHolds(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  let count = 0;
  const round = new Round(ctx, signal);
  await round.each(await selectOverstayed(ctx.db, ctx.clock.now(), BATCH), async (id) => {
    const act = oneAct(ctx);
    const ended = await withLockedHold(act, id, async (trx, locked) => {
      const { hold } = locked;
      if (hold.status !== 'waiting' || hold.keepUntil === null) return false;
      const { timeZone } = await getLibrary({ db: trx }, hold.pickupLibraryId);
      if (hold.keepUntil >= localDate(act.clock.now(), timeZone)) return false;
      const since = localDate(hold.waitingSince ?? act.clock.now(), timeZone);
      const keepUntil = await shelfEnd({ db: trx }, hold, { base: hold.keepUntil, since });
      if (keepUntil > hold.keepUntil) {
        await keepLonger(trx, act, hold, keepUntil);
        return false;
      }
      await endUncollected(trx, act, locked, 'expired');
      return true;
    });
    if (ended) count++;
  });
  round.end();
  return count;
}

/**
 * Says once, so many days before its last day as the schedule of the library and the member's category has it, that a copy is kept no
 * longer. Running it again says nothing twice. @returns how many were told
 */
export async function remindOfHolds(ctx: Ctx): Promise<number> {
  const schedule = await reminderSchedule(ctx.db);
  const now = ctx.clock.now();
  let count = 0;
  const round = new Round(ctx);
  for (const library of await listLibraries(ctx)) {
    const today = localDate(now, library.timeZone);
    const until = addDays(today, schedule.furthest('hold_expiring'));
    for (let afterId = 0; ;) {
      const holds = await selectExpiring(ctx.db, { libraryId: library.id, now, today, until, afterId, limit: BATCH });
      await round.each(holds, async (hold) => {
        const days = schedule.days(holdExpiring.topic, { libraryId: library.id, categoryId: hold.categoryId });
        if (days === null || hold.keepUntil > addDays(today, days)) return;
        if (await tellExpiring(oneAct(ctx), library, hold)) count++;
      });
      const last = holds.at(-1);
      if (last === undefined || holds.length < BATCH) break;
      afterId = last.id;
    }
  }
  round.end();
  return count;
}

async function tellExpiring(
  ctx: Ctx,
  library: Library,
  hold: Awaited<ReturnType<typeof selectExpiring>>[number],
): Promise<boolean> {
  const { id, memberId, title, keepUntil } = hold;
  const until = endOfDay(keepUntil, library.timeZone);
  return ctx.db.transaction().execute(async (trx) =>
    notify(trx, ctx, holdExpiring, {
      memberId,
      libraryId: library.id,
      params: { title, ...(await collectedAt({ db: trx, clock: ctx.clock }, hold)), until: until.toISOString() },
      key: `hold:${id}:expiring:${keepUntil}`,
      about: `hold:${id}`,
      expiresAt: until,
    }),
  );
}
