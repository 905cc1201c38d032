import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import { lockPlacement } from '../data/placements.queries.ts';
import { selectCalledOff } from '../data/told.queries.ts';
import { takeBackNotices } from './tell-participants.ts';

/** So long after it was called off something may still wait: whoever has a telephone only is told by a person. */
const WAIT_DAYS = 14;
const DAY = 86_400_000;

/**
 * Takes back what participants were not told yet of questionnaires of a programme that was called off: programmes do not know what is asked of
 * them. Work of the clock.
 * @returns of how many placements
 */
export async function takeBackCalledOff(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  let takenBack = 0;
  const since = new Date(ctx.clock.now().getTime() - WAIT_DAYS * DAY);
  const round = new Round(ctx, signal);
  await round.each(await selectCalledOff(ctx.db, since), async (id) => {
    await ctx.db.transaction().execute(async (trx) => {
      await lockPlacement(trx, id);
      await takeBackNotices(trx, oneAct(ctx), id);
    });
    takenBack += 1;
  });
  round.end();
  return takenBack;
}
