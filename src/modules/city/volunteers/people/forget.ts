import { recordAudit } from '#modules/ground/audit';
import { oneAct, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { selectOwnPlaces, selectShiftsAhead, setPlaceStatus } from '../data/places.queries.ts';
import { lockShift } from '../data/shifts.queries.ts';
import { blankVolunteer, lockVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { withdrawNews } from '../tell.ts';
import { passOnPlaces } from '../shifts/pass-on.ts';
import { heldAt } from './held-volunteer.ts';
import { findOwn, type OwnKey } from './own-page.ts';
import { newTicket } from './ticket.ts';

/** Holds somebody and the shifts that they have a place in, in the order of everybody who holds both. @returns these shifts */
export async function lockWithShifts(trx: Tx, now: Date, id: number): Promise<number[]> {
  await lockVolunteer(trx, id);
  const shiftIds = await selectShiftsAhead(trx, id, now);
  for (const shiftId of shiftIds) await lockShift(trx, shiftId);
  return shiftIds;
}

/** Ends what is to come and forgets who it was: hours stay as sums without a name. */
export async function forgetVolunteer(trx: Tx, ctx: Ctx, id: number): Promise<void> {
  const shiftIds = await lockWithShifts(trx, ctx.clock.now(), id);
  for (const place of await selectOwnPlaces(trx, id)) {
    if (shiftIds.includes(place.shiftId) && place.cameAt === null) await setPlaceStatus(trx, place.id, 'cancelled');
  }
  await withdrawNews(trx, ctx, id);
  await blankVolunteer(trx, id, { now: ctx.clock.now(), ticket: newTicket() });
  for (const shiftId of shiftIds) await passOnPlaces(trx, ctx, shiftId);
}

/** Somebody leaves, by their code or card: their places go to who waits, and they are forgotten. Throws `volunteers.not_found`, `volunteers.state_forbids`. */
export async function leave(ctx: Ctx, key: OwnKey): Promise<void> {
  const own = await findOwn(ctx, key);
  if (own.state !== 'active' && own.state !== 'offered') throw volunteerErrors.stateForbids();
  const act = oneAct(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    await forgetVolunteer(trx, act, own.id);
    await recordAudit(trx, act, {
      ...{ action: 'volunteer.left', entity: 'volunteer', entityId: own.id, libraryId: own.library.id },
      subjectId: own.memberId,
    });
  });
}

/** The same by staff, where somebody asks for it or does not come any more. Needs `volunteers.manage`. Throws `volunteers.not_found`, `volunteers.state_forbids`, `platform.version_conflict`. */
export async function removeVolunteer(ctx: Ctx, id: number, version: number): Promise<void> {
  const act = oneAct(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, act, id, version);
    if (held.forgottenAt !== null) throw volunteerErrors.stateForbids();
    await forgetVolunteer(trx, act, id);
    await recordAudit(trx, act, {
      ...{ action: 'volunteer.removed', entity: 'volunteer', entityId: id, libraryId: held.library.id },
      subjectId: held.memberId,
    });
  });
}
