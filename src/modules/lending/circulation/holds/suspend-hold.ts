import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { recordAudit } from '#modules/ground/audit';
import { isDay, type LocalDate } from '#shared/dates';
import type { Hold } from '../client.ts';
import { findHoldView } from '../data/hold-views.queries.ts';
import { changeHold } from '../data/holds.queries.ts';
import { circulationErrors } from '../errors.ts';
import { mayTouchHold } from './hold-access.ts';
import { withLockedHold } from './lock-hold.ts';

/**
 * A hold keeps its place and lets others go first.
 * @param until the day on which it counts again; null = until {@link resumeHold}
 * Refuses `circulation.hold_not_queued` when a copy has been caught for it already.
 */
export const suspendHold = async (ctx: Ctx, input: { holdId: number; until: LocalDate | null }): Promise<Hold> => {
  if (input.until !== null && !isDay(input.until)) throw platformErrors.invalidInput({}, { until: 'invalid' });
  return pause(ctx, input.holdId, { at: ctx.clock.now(), until: input.until });
};

/** It counts again from now on. */
export const resumeHold = async (ctx: Ctx, holdId: number): Promise<Hold> => pause(ctx, holdId, null);

const pause = async (ctx: Ctx, holdId: number, pausing: { at: Date; until: LocalDate | null } | null): Promise<Hold> =>
  withLockedHold(ctx, holdId, async (trx, { hold }) => {
    await mayTouchHold(trx, ctx, hold);
    if (hold.endedAt !== null) throw circulationErrors.holdEnded();
    if (hold.status !== 'queued') throw circulationErrors.holdNotQueued();
    await changeHold(trx, hold.id, { suspendedAt: pausing?.at ?? null, suspendedUntil: pausing?.until ?? null });
    await recordAudit(trx, ctx, {
      action: pausing ? 'hold.suspended' : 'hold.resumed',
      entity: 'hold',
      entityId: hold.id,
      libraryId: hold.pickupLibraryId,
      after: { until: pausing?.until ?? null },
    });
    const view = await findHoldView(trx, hold.id, ctx.clock.now());
    if (!view) throw circulationErrors.holdNotFound();
    return view;
  });
