import { getHold, getTransit, listHoldShelf } from '#modules/lending/circulation';
import type { Hold } from '#modules/lending/circulation/client';
import type { PageAccess } from '#platform/rights/access';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { stopsInWords } from '#web/features/circulation/parts/pickup-places.server.ts';
import { keepSlip, sendSlip } from '#web/features/circulation/holds/slips.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['loans.check_out', 'loans.check_in'] };

const MOST = 100;

/** `?titipan=12&kirim=7`: the slips of these holds and journeys, in this order. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { ctx, library } = await findDesk(locals.ctx);
  const wanted = [...url.searchParams].slice(0, MOST);
  const shelf = await listHoldShelf(ctx, library.id);
  const slips = await Promise.all(
    wanted.map(async ([kind, id]) => {
      if (kind === 'titipan') {
        // on its own shelf a school keeps books for members whom it does not know
        const kept = shelf.find((hold) => hold.id === idOf(id)) ?? (await getHold(ctx, idOf(id)));
        return keepSlip(kept, ctx, library, (await stopsInWords(ctx, [kept]))(kept));
      }
      if (kind !== 'kirim') return null;
      const transit = await getTransit(ctx, idOf(id));
      const hold = transit.holdId === null ? null : await knownHold(ctx, transit.holdId);
      return sendSlip(transit, hold, ctx, library);
    }),
  );
  return { slips: slips.filter((slip) => slip !== null) };
};

/** A copy goes to its box whoever waits for it; a school learns only which of its pupils that is. */
async function knownHold(ctx: Ctx, id: number): Promise<Hold | null> {
  try {
    return await getHold(ctx, id);
  } catch (error) {
    if (error instanceof AppError && error.code === 'circulation.hold_not_found') return null;
    throw error;
  }
}
