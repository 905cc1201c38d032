import type { Ctx } from '#platform/context';
import { authorize, authorizeAnywhere } from '#platform/authorize';
import { recordAudit } from '#modules/audit';
import { addDays } from '#shared/dates';
import type { Hold } from './client.ts';
import { findHoldView } from './data/hold-views.queries.ts';
import { changeHold } from './data/holds.queries.ts';
import { circulationErrors } from './errors.ts';
import { mayTouchHold } from './hold-access.ts';
import { lendingCalendar } from './lend-support.ts';
import { withLockedHold } from './lock-hold.ts';
import { openDayFrom } from './rules/lending-calendar.ts';

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
    await changeHold(trx, hold.id, { keepUntil });
    await recordAudit(trx, ctx, {
      action: 'hold.extended',
      entity: 'hold',
      entityId: hold.id,
      libraryId: hold.pickupLibraryId,
      before: { keepUntil: hold.keepUntil },
      after: { keepUntil },
    });
    const view = await findHoldView(trx, hold.id);
    if (!view) throw circulationErrors.holdNotFound();
    return view;
  });
};
