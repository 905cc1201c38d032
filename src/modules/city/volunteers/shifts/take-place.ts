import { recordAudit } from '#modules/ground/audit';
import { oneAct, type Ctx } from '#platform/context';
import { localDate } from '#shared/dates';
import { insertPlace, isBusy, selectPlaces, setPlaceStatus } from '../data/places.queries.ts';
import { lockShift } from '../data/shifts.queries.ts';
import { lockVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { findOwn, type OwnKey } from '../people/own-page.ts';
import { missingFor } from '../rules/fits.ts';
import type { PlaceStatus } from '../rules/terms.ts';
import { tellVolunteer } from '../tell.ts';
import { passOnPlaces } from './pass-on.ts';

/**
 * A volunteer takes a place in a shift of their library, or waits where it is full or others wait. Whoever is held first is first. Throws
 * `volunteers.not_found`, `shift_not_found`, `shift_closed`, `checks_missing`, `already_placed` (also at that time elsewhere), `state_forbids`.
 * @returns whether they have it or wait
 */
export async function takePlace(ctx: Ctx, key: OwnKey, shiftId: number): Promise<PlaceStatus> {
  const own = await findOwn(ctx, key);
  const act = oneAct(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const volunteer = await lockVolunteer(trx, own.id);
    if (volunteer?.state !== 'active') throw volunteerErrors.stateForbids();
    const shift = await lockShift(trx, shiftId);
    if (!shift || shift.task.library.id !== volunteer.library.id) throw volunteerErrors.shiftNotFound();
    const now = act.clock.now();
    if (shift.state !== 'planned' || shift.task.state !== 'open' || shift.startsAt <= now)
      throw volunteerErrors.shiftClosed();
    if (missingFor(volunteer, shift.task, localDate(shift.startsAt, shift.task.library.timeZone)).length > 0) {
      throw volunteerErrors.checksMissing();
    }
    if (await isBusy(trx, volunteer.id, shift)) throw volunteerErrors.alreadyPlaced();
    const status: PlaceStatus = shift.taken < shift.places && shift.waiting === 0 ? 'confirmed' : 'waiting';
    const id = await insertPlace(trx, { shiftId, volunteerId: volunteer.id, status, placedAt: now });
    await recordAudit(trx, act, {
      ...{ action: 'volunteer_place.taken', entity: 'volunteer_shift', entityId: shiftId },
      ...{ libraryId: shift.task.library.id, subjectId: volunteer.memberId, after: { status } },
    });
    await tellVolunteer(trx, act, volunteer, {
      kind: status === 'confirmed' ? 'confirmed' : 'waiting',
      shift,
      nth: String(id),
    });
    return status;
  });
}

/** A volunteer gives a place back before the shift begins; the next one who waits has it and is told. Throws `volunteers.not_found`, `not_placed`, `shift_closed`. */
export async function giveBack(ctx: Ctx, key: OwnKey, shiftId: number): Promise<void> {
  const own = await findOwn(ctx, key);
  const act = oneAct(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    await lockVolunteer(trx, own.id);
    const shift = await lockShift(trx, shiftId);
    const place = (await selectPlaces(trx, shiftId)).find(({ volunteerId }) => volunteerId === own.id);
    if (!shift || !place) throw volunteerErrors.notPlaced();
    if (shift.startsAt <= act.clock.now() || place.cameAt !== null) throw volunteerErrors.shiftClosed();
    await setPlaceStatus(trx, place.id, 'cancelled');
    await recordAudit(trx, act, {
      ...{ action: 'volunteer_place.given_back', entity: 'volunteer_shift', entityId: shiftId },
      ...{ libraryId: shift.task.library.id, subjectId: own.memberId },
    });
    await passOnPlaces(trx, act, shiftId);
  });
}
