import { authorizeAnywhere, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { recordAudit } from '#modules/ground/audit';
import type { Hold } from '../client.ts';
import { findHoldView } from '../data/hold-views.queries.ts';
import { savePlaces, selectPlaces } from '../data/holds.queries.ts';
import { circulationErrors } from '../errors.ts';
import { mayTouchHold } from './hold-access.ts';
import { withLockedHold } from './lock-hold.ts';
import { moveTo } from '../rules/holds/hold-queue.ts';

/**
 * Gives a hold another position in its queue; the others close up. Needs `holds.move`; a school moves its pupils, and past nobody else.
 * @param input.position 1 = next; beyond the end = last
 * Refuses `circulation.hold_not_queued`, `hold_not_found`, `hold_passes_others`.
 */
export const moveHold = async (ctx: Ctx, input: { holdId: number; position: number }): Promise<Hold> => {
  authorizeAnywhere(ctx, 'holds.move');
  return withLockedHold(ctx, input.holdId, async (trx, { hold }) => {
    await mayTouchHold(trx, ctx, hold, 'holds.move');
    if (hold.status !== 'queued') throw circulationErrors.holdNotQueued();
    const queue = await selectPlaces(trx, hold.bibId);
    const before = queue.findIndex((one) => one.id === hold.id) + 1;
    const order = moveTo(
      queue.map((one) => one.id),
      hold.id,
      input.position,
    );
    const shifted = queue.filter((one, i) => order[i] !== one.id);
    if (shifted.some((one) => !serves(ctx.actor, 'holds.move', one.memberHomeLibraryId))) {
      throw circulationErrors.holdPassesOthers();
    }
    // the same places, dealt out anew
    await savePlaces(
      trx,
      queue.flatMap(({ place }, i) => {
        const id = order[i];
        return id === undefined ? [] : [{ id, place }];
      }),
    );
    const view = await findHoldView(trx, hold.id, ctx.clock.now());
    if (!view) throw circulationErrors.holdNotFound();
    await recordAudit(trx, ctx, {
      action: 'hold.moved',
      entity: 'hold',
      entityId: hold.id,
      libraryId: hold.pickupLibraryId,
      before: { position: before },
      after: { position: view.position },
    });
    return view;
  });
};
