import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import { selectPlaces, setPlaceStatus } from '../data/places.queries.ts';
import { findShift } from '../data/shifts.queries.ts';
import { findVolunteer } from '../data/volunteers.queries.ts';
import { missingFor } from '../rules/fits.ts';
import { tellVolunteer, withdrawShiftNews } from '../tell.ts';

/**
 * Gives what is free in a shift to who waits, in their order, and tells them; whose checks have ended meanwhile waits on. Not once it has begun.
 * The caller holds the shift.
 */
export async function passOnPlaces(trx: Tx, ctx: Ctx, shiftId: number): Promise<void> {
  const shift = await findShift(trx, shiftId);
  if (!shift || shift.state !== 'planned' || shift.startsAt <= ctx.clock.now()) return;
  let free = shift.places - shift.taken;
  const on = localDate(shift.startsAt, shift.task.library.timeZone);
  for (const place of await selectPlaces(trx, shiftId)) {
    if (free <= 0) return;
    if (place.status !== 'waiting') continue;
    const volunteer = await findVolunteer(trx, place.volunteerId);
    if (!volunteer || missingFor(volunteer, shift.task, on).length > 0) continue;
    await setPlaceStatus(trx, place.id, 'confirmed');
    await withdrawShiftNews(trx, ctx, { volunteerId: volunteer.id, shiftId });
    await tellVolunteer(trx, ctx, volunteer, { kind: 'moved_up', shift, nth: String(place.id) });
    free -= 1;
  }
}
