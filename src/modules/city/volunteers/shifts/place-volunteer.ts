import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import type { Shift, Volunteer } from '../client.ts';
import { answerInvitations } from '../data/invitations.queries.ts';
import { insertPlace, isBusy } from '../data/places.queries.ts';
import { lockShift } from '../data/shifts.queries.ts';
import { keepTaskOf } from '../data/tasks.queries.ts';
import { lockVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { missingFor } from '../rules/fits.ts';
import type { PlaceStatus } from '../rules/terms.ts';
import { tellVolunteer, withdrawShiftNews } from '../tell.ts';

/**
 * Holds what is asked of a shift as it is, a volunteer, and then the shift, of their library, that is to come and that they may take. Throws `volunteers.state_forbids`,
 * `shift_not_found`, `shift_closed`, `checks_missing`, `already_placed` (also at that time elsewhere).
 */
export async function lockFitting(
  trx: Tx,
  ctx: Ctx,
  { volunteerId, shiftId }: { volunteerId: number; shiftId: number },
): Promise<{ volunteer: Volunteer; shift: Shift }> {
  await keepTaskOf(trx, shiftId);
  const volunteer = await lockVolunteer(trx, volunteerId);
  if (volunteer?.state !== 'active') throw volunteerErrors.stateForbids();
  const shift = await lockShift(trx, shiftId);
  if (!shift || shift.task.library.id !== volunteer.library.id) throw volunteerErrors.shiftNotFound();
  if (shift.state !== 'planned' || shift.task.state !== 'open' || shift.startsAt <= ctx.clock.now())
    throw volunteerErrors.shiftClosed();
  if (missingFor(volunteer, shift.task, localDate(shift.startsAt, shift.task.library.timeZone)).length > 0)
    throw volunteerErrors.checksMissing();
  if (await isBusy(trx, volunteerId, shift)) throw volunteerErrors.alreadyPlaced();
  return { volunteer, shift };
}

/** Gives somebody a place, or a place in the queue where it is full or others wait; both are held. What they were asked is answered by it. */
export async function placeVolunteer(
  trx: Tx,
  ctx: Ctx,
  { volunteer, shift }: { volunteer: Volunteer; shift: Shift },
): Promise<PlaceStatus> {
  const now = ctx.clock.now();
  const status: PlaceStatus = shift.taken < shift.places && shift.waiting === 0 ? 'confirmed' : 'waiting';
  const id = await insertPlace(trx, { shiftId: shift.id, volunteerId: volunteer.id, status, placedAt: now });
  await answerInvitations(trx, { shiftId: shift.id, volunteerId: volunteer.id, state: 'accepted', now });
  await recordAudit(trx, ctx, {
    ...{ action: 'volunteer_place.taken', entity: 'volunteer_shift', entityId: shift.id },
    ...{ libraryId: shift.task.library.id, subjectId: volunteer.memberId, after: { status } },
  });
  await withdrawShiftNews(trx, ctx, { volunteerId: volunteer.id, shiftId: shift.id });
  await tellVolunteer(trx, ctx, volunteer, {
    kind: status === 'confirmed' ? 'confirmed' : 'waiting',
    shift,
    nth: String(id),
  });
  return status;
}
