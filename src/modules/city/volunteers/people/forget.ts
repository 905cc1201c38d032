import { recordAudit } from '#modules/ground/audit';
import { oneAct, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { deleteIncidentsOf, hasOpenIncident } from '../data/incidents.queries.ts';
import { deleteInvitationsOf } from '../data/invitations.queries.ts';
import { cutPapers } from '../data/papers.queries.ts';
import { selectOwnPlaces, selectShiftsAhead, setPlaceStatus } from '../data/places.queries.ts';
import { lockShift } from '../data/shifts.queries.ts';
import { blankVolunteer, lockVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { withdrawNews } from '../tell.ts';
import { passOnPlaces } from '../shifts/pass-on.ts';
import { heldAt } from './held-volunteer.ts';
import { findOwn, type OwnKey } from './own-page.ts';
import { newTicket } from './ticket.ts';

/** Holds somebody and the shifts that they have a place in or are asked to help in, in the order of everybody who holds both. @returns these shifts */
export async function lockWithShifts(trx: Tx, now: Date, id: number): Promise<number[]> {
  await lockVolunteer(trx, id);
  const shiftIds = await selectShiftsAhead(trx, id, now);
  for (const shiftId of shiftIds) await lockShift(trx, shiftId);
  return shiftIds;
}

/** Ends what is to come and forgets who it was: hours stay as sums without a name, certificates as documents that lead from nobody. */
export async function forgetVolunteer(trx: Tx, ctx: Ctx, id: number): Promise<void> {
  const shiftIds = await lockWithShifts(trx, ctx.clock.now(), id);
  for (const place of await selectOwnPlaces(trx, id)) {
    if (shiftIds.includes(place.shiftId) && place.cameAt === null) await setPlaceStatus(trx, place.id, 'cancelled');
  }
  await withdrawNews(trx, ctx, id);
  await deleteInvitationsOf(trx, id);
  await deleteIncidentsOf(trx, id);
  await cutPapers(trx, id);
  await blankVolunteer(trx, id, { now: ctx.clock.now(), ticket: newTicket() });
  for (const shiftId of shiftIds) await passOnPlaces(trx, ctx, shiftId);
}

/** What is still looked into is settled first: nobody leaves from under it. Throws `volunteers.being_settled`. */
async function refuseUnsettled(trx: Tx, id: number): Promise<void> {
  await lockVolunteer(trx, id);
  if (await hasOpenIncident(trx, [id])) throw volunteerErrors.beingSettled();
}

/** Somebody leaves, by their code or card: their places go to who waits, and they are forgotten. Throws `volunteers.not_found`, `state_forbids`, `being_settled`. */
export async function leave(ctx: Ctx, key: OwnKey): Promise<void> {
  const own = await findOwn(ctx, key);
  if (own.state !== 'active' && own.state !== 'offered') throw volunteerErrors.stateForbids();
  const act = oneAct(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    await refuseUnsettled(trx, own.id);
    await forgetVolunteer(trx, act, own.id);
    await recordAudit(trx, act, {
      ...{ action: 'volunteer.left', entity: 'volunteer', entityId: own.id, libraryId: own.library.id },
      subjectId: own.memberId,
    });
  });
}

/** The same by staff, where somebody asks for it or does not come any more. Needs `volunteers.manage`. Throws `volunteers.not_found`, `state_forbids`, `being_settled`, `platform.version_conflict`. */
export async function removeVolunteer(ctx: Ctx, id: number, version: number): Promise<void> {
  const act = oneAct(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, act, id, version);
    if (held.forgottenAt !== null) throw volunteerErrors.stateForbids();
    await refuseUnsettled(trx, id);
    await forgetVolunteer(trx, act, id);
    await recordAudit(trx, act, {
      ...{ action: 'volunteer.removed', entity: 'volunteer', entityId: id, libraryId: held.library.id },
      subjectId: held.memberId,
    });
  });
}
