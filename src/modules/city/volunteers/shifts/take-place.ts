import { recordAudit } from '#modules/ground/audit';
import { oneAct, type Ctx } from '#platform/context';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { findPlace, selectPlaces, setPlaceStatus } from '../data/places.queries.ts';
import { findShift, lockShift } from '../data/shifts.queries.ts';
import { lockVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { findOwn, type OwnKey } from '../people/own-page.ts';
import type { PlaceStatus } from '../rules/terms.ts';
import { tellVolunteer, withdrawShiftNews } from '../tell.ts';
import { passOnPlaces } from './pass-on.ts';
import { lockFitting, placeVolunteer } from './place-volunteer.ts';

/**
 * A volunteer takes a place in a shift of their library, or waits where it is full or others wait. Whoever is held first is first. Throws
 * `volunteers.not_found`, `shift_not_found`, `shift_closed`, `checks_missing`, `already_placed` (also at that time elsewhere), `state_forbids`.
 * @returns whether they have it or wait
 */
export async function takePlace(ctx: Ctx, key: OwnKey, shiftId: number): Promise<PlaceStatus> {
  const { id: volunteerId } = await findOwn(ctx, key);
  const act = oneAct(ctx);
  return ctx.db
    .transaction()
    .execute(async (trx) => placeVolunteer(trx, act, await lockFitting(trx, act, { volunteerId, shiftId })));
}

/** Staff give somebody a place who asked for it at the desk. Needs `volunteers.manage` at the library; throws as {@link takePlace}. */
export async function giveOutPlace(ctx: Ctx, shiftId: number, volunteerId: number): Promise<PlaceStatus> {
  authorizeAnywhere(ctx, 'volunteers.manage');
  const found = await findShift(ctx.db, shiftId);
  if (!found) throw volunteerErrors.shiftNotFound();
  authorize(ctx, 'volunteers.manage', found.task.library.id);
  const act = oneAct(ctx);
  return ctx.db
    .transaction()
    .execute(async (trx) => placeVolunteer(trx, act, await lockFitting(trx, act, { volunteerId, shiftId })));
}

/** A volunteer gives a place back before the shift begins; the next one who waits has it and is told. Throws `volunteers.not_found`, `not_placed`, `shift_closed`. */
export async function giveBack(ctx: Ctx, key: OwnKey, shiftId: number): Promise<void> {
  const own = await findOwn(ctx, key);
  await endPlace(oneAct(ctx), own.id, shiftId);
}

/**
 * Staff take somebody out of a shift that has not begun; they are told, and the next one who waits has it. Needs `volunteers.manage` at the
 * library. Throws `volunteers.not_placed`, `shift_closed`.
 */
export async function takeOutPlace(ctx: Ctx, placeId: number): Promise<void> {
  authorizeAnywhere(ctx, 'volunteers.manage');
  const place = await findPlace(ctx.db, placeId);
  const shift = place && (await findShift(ctx.db, place.shiftId));
  if (!place || !shift) throw volunteerErrors.notPlaced();
  authorize(ctx, 'volunteers.manage', shift.task.library.id);
  await endPlace(oneAct(ctx), place.volunteerId, place.shiftId, { tells: true });
}

async function endPlace(act: Ctx, volunteerId: number, shiftId: number, { tells } = { tells: false }): Promise<void> {
  await act.db.transaction().execute(async (trx) => {
    const volunteer = await lockVolunteer(trx, volunteerId);
    const shift = await lockShift(trx, shiftId);
    const place = (await selectPlaces(trx, shiftId)).find((one) => one.volunteerId === volunteerId);
    if (!volunteer || !shift || !place) throw volunteerErrors.notPlaced();
    if (shift.startsAt <= act.clock.now() || place.cameAt !== null) throw volunteerErrors.shiftClosed();
    await setPlaceStatus(trx, place.id, 'cancelled');
    await recordAudit(trx, act, {
      ...{ action: 'volunteer_place.given_back', entity: 'volunteer_shift', entityId: shiftId },
      ...{ libraryId: shift.task.library.id, subjectId: volunteer.memberId },
    });
    await withdrawShiftNews(trx, act, { volunteerId, shiftId });
    if (tells) await tellVolunteer(trx, act, volunteer, { kind: 'unplaced', shift, nth: String(place.id) });
    await passOnPlaces(trx, act, shiftId);
  });
}
