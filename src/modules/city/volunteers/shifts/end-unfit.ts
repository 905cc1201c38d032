import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import { answerInvitations } from '../data/invitations.queries.ts';
import { selectPlaces, setPlaceStatus } from '../data/places.queries.ts';
import { findShift } from '../data/shifts.queries.ts';
import { findVolunteer } from '../data/volunteers.queries.ts';
import { missingFor } from '../rules/fits.ts';
import { tellVolunteer, withdrawShiftNews } from '../tell.ts';
import { passOnPlaces } from './pass-on.ts';

/**
 * Ends places in shifts to come that somebody may not take any more, tells them, and gives the places to who waits; invitations to such shifts are
 * taken back. The caller holds them and these
 * shifts (`lockWithShifts`). @returns in how many
 */
export async function endUnfit(trx: Tx, ctx: Ctx, volunteerId: number, shiftIds: readonly number[]): Promise<number> {
  const volunteer = await findVolunteer(trx, volunteerId);
  if (!volunteer) return 0;
  const now = ctx.clock.now();
  let ended = 0;
  for (const shiftId of shiftIds) {
    const shift = await findShift(trx, shiftId);
    if (!shift || shift.state !== 'planned' || shift.startsAt <= now) continue;
    if (missingFor(volunteer, shift.task, localDate(shift.startsAt, shift.task.library.timeZone)).length === 0)
      continue;
    await withdrawShiftNews(trx, ctx, { volunteerId, shiftId });
    await answerInvitations(trx, { shiftId, volunteerId, state: 'withdrawn', now });
    const place = (await selectPlaces(trx, shiftId)).find((one) => one.volunteerId === volunteerId);
    if (!place || place.cameAt !== null) continue;
    await setPlaceStatus(trx, place.id, 'cancelled');
    await tellVolunteer(trx, ctx, volunteer, { kind: 'unplaced', shift, nth: String(place.id) });
    await passOnPlaces(trx, ctx, shiftId);
    ended += 1;
  }
  return ended;
}
