import { recordAudit } from '#modules/ground/audit';
import { retirePlacedLinks } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { heldPoster } from './change-poster.ts';
import { markTakenDown } from './data/places.queries.ts';
import { posterErrors } from './errors.ts';
import { seePlaces } from './see-places.ts';

/**
 * A poster hangs in a place no more: its code there leads to a friendly page, what was counted stays. Needs `posters.make`. Throws
 * `posters.not_found`, `posters.place_not_found`.
 */
export async function takeDown(ctx: Ctx, posterId: number, placeId: number): Promise<void> {
  authorizeAnywhere(ctx, 'posters.make');
  await ctx.db.transaction().execute(async (trx) => {
    const { libraryId } = await heldPoster(trx, ctx, posterId);
    const place = (await seePlaces(trx, posterId)).find(({ id }) => id === placeId);
    if (!place) throw posterErrors.placeNotFound();
    if (!place.hanging) return;
    await markTakenDown(trx, [placeId], ctx.clock.now());
    await retirePlacedLinks(trx, ctx, [place.code], libraryId);
    await recordAudit(trx, ctx, {
      ...{ action: 'poster.place_taken_down', entity: 'poster', entityId: posterId, libraryId },
      after: { place: place.name },
    });
  });
}
