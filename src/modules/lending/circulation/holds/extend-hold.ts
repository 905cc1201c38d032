import type { Ctx } from '#platform/context';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { addDays } from '#shared/dates';
import type { Hold } from '../client.ts';
import { circulationErrors } from '../errors.ts';
import { mayTouchHold } from './hold-access.ts';
import { keepLonger } from './keep-longer.ts';
import { lendingCalendar } from '../lend-support.ts';
import { withLockedHold } from './lock-hold.ts';
import { openDayFrom } from '../rules/lending-calendar.ts';

/**
 * Keeps a copy on the shelf for longer, to the next open day after so many more. Needs `holds.place` there.
 * Refuses `circulation.hold_not_waiting`.
 */
export const extendHold = async (ctx: Ctx, input: { holdId: number; days: number }): Promise<Hold> => {
  authorizeAnywhere(ctx, 'holds.place');
  return withLockedHold(ctx, input.holdId, async (trx, { hold }) => {
    await mayTouchHold(trx, ctx, hold);
    authorize(ctx, 'holds.place', hold.pickupLibraryId);
    if (hold.status !== 'waiting' || hold.keepUntil === null) throw circulationErrors.holdNotWaiting();
    const calendar = await lendingCalendar(trx, hold.pickupLibraryId, ctx.clock.now(), { days: input.days + 31 });
    const keepUntil = openDayFrom(calendar, addDays(hold.keepUntil, input.days));
    return keepLonger(trx, ctx, hold, keepUntil);
  });
};
