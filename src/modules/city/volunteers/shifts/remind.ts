import { notToldYet } from '#modules/people/notifications';
import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import { closeForgotten, selectPlaces } from '../data/places.queries.ts';
import { lockShift, selectShifts } from '../data/shifts.queries.ts';
import { findVolunteer } from '../data/volunteers.queries.ts';
import { FORGOTTEN_MINUTES } from '../rules/hours.ts';
import { tellVolunteer } from '../tell.ts';

/** Volunteers are reminded the day before. */
const AHEAD_HOURS = 24;
const MOST = 1000;

/** Reminds who has a place in a shift of the next 24 hours, each once however often it runs. @returns of how many shifts */
export async function remindVolunteers(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  const now = ctx.clock.now();
  const until = new Date(now.getTime() + AHEAD_HOURS * 3_600_000);
  const shifts = await selectShifts(ctx.db, { libraryIds: null, after: now, until, open: true, limit: MOST });
  const ahead = shifts.filter(({ startsAt }) => startsAt > now);
  const round = new Round(ctx, signal);
  await round.each(ahead, async ({ id }) => {
    const act = oneAct(ctx);
    const places = (await selectPlaces(ctx.db, id)).filter(({ status }) => status === 'confirmed');
    const keyed = places.map((place) => ({ ...place, key: `volunteer:${place.volunteerId}:reminder:${id}` }));
    if ((await notToldYet(ctx.db, keyed)).length === 0) return;
    await ctx.db.transaction().execute(async (trx) => {
      const shift = await lockShift(trx, id);
      if (shift?.state !== 'planned') return;
      for (const place of await selectPlaces(trx, id)) {
        const volunteer = place.status === 'confirmed' ? await findVolunteer(trx, place.volunteerId) : undefined;
        if (volunteer) await tellVolunteer(trx, act, volunteer, { kind: 'reminder', shift });
      }
    });
  });
  round.end();
  return ahead.length;
}

/** Who forgot to leave is noted as gone at the end of the shift, and marked. @returns how many */
export const closeForgottenHours = async (ctx: Ctx): Promise<number> =>
  closeForgotten(ctx.db, new Date(ctx.clock.now().getTime() - FORGOTTEN_MINUTES * 60_000));
