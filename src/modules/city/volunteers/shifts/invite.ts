import { recordAudit } from '#modules/ground/audit';
import { actorName, oneAct, type Ctx } from '#platform/context';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { answerInvitations, findInvitation, insertInvitation } from '../data/invitations.queries.ts';
import { findShift, lockShift } from '../data/shifts.queries.ts';
import { keepTaskOf } from '../data/tasks.queries.ts';
import { lockVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { findOwn, type OwnKey } from '../people/own-page.ts';
import type { PlaceStatus } from '../rules/terms.ts';
import { tellVolunteer, withdrawShiftNews } from '../tell.ts';
import { lockFitting, placeVolunteer } from './place-volunteer.ts';

/**
 * Asks somebody who fits to help in a shift with a place left, once; they answer on their page. Needs `volunteers.manage` at the library. Throws
 * `volunteers.shift_full`, `already_invited`, and as `takePlace`. @returns the id of the invitation
 */
export async function inviteVolunteer(ctx: Ctx, shiftId: number, volunteerId: number): Promise<number> {
  authorizeAnywhere(ctx, 'volunteers.manage');
  const found = await findShift(ctx.db, shiftId);
  if (!found) throw volunteerErrors.shiftNotFound();
  authorize(ctx, 'volunteers.manage', found.task.library.id);
  const act = oneAct(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const { volunteer, shift } = await lockFitting(trx, act, { volunteerId, shiftId });
    if (shift.taken >= shift.places) throw volunteerErrors.shiftFull();
    const id = await insertInvitation(trx, {
      ...{ shiftId, volunteerId, invitedAt: act.clock.now(), invitedBy: actorName(act.actor) },
    });
    if (id === null) throw volunteerErrors.alreadyInvited();
    await recordAudit(trx, act, {
      ...{ action: 'volunteer_shift.invited', entity: 'volunteer_shift', entityId: shiftId },
      ...{ libraryId: shift.task.library.id, subjectId: volunteer.memberId },
    });
    await tellVolunteer(trx, act, volunteer, { kind: 'invited', shift });
    return id;
  });
}

/**
 * A volunteer answers an invitation of theirs: with yes they have a place, or wait where it filled up meanwhile. Throws
 * `volunteers.invitation_closed`, with yes also as `takePlace`. @returns what they have; null after a no
 */
export async function answerInvitation(
  ctx: Ctx,
  key: OwnKey,
  { id, accept }: { id: number; accept: boolean },
): Promise<PlaceStatus | null> {
  const own = await findOwn(ctx, key);
  const act = oneAct(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const asked = await findInvitation(trx, id);
    if (asked?.volunteerId !== own.id) throw volunteerErrors.invitationClosed();
    await keepTaskOf(trx, asked.shiftId);
    // holding them first: two answers at once wait here, and the second finds it answered
    await lockVolunteer(trx, own.id);
    const invitation = await findInvitation(trx, id);
    if (invitation?.volunteerId !== own.id || invitation.state !== 'open') throw volunteerErrors.invitationClosed();
    const { shiftId } = invitation;
    const place = { volunteerId: own.id, shiftId };
    const status = accept ? await placeVolunteer(trx, act, await lockFitting(trx, act, place)) : null;
    if (!accept) {
      const shift = await lockShift(trx, shiftId);
      // it may have been called off while its row was waited for
      if ((await findInvitation(trx, id))?.state !== 'open') throw volunteerErrors.invitationClosed();
      await withdrawShiftNews(trx, act, place);
      await answerInvitations(trx, { ...place, state: 'declined', now: act.clock.now() });
      await recordAudit(trx, act, {
        ...{ action: 'volunteer_shift.invitation_declined', entity: 'volunteer_shift', entityId: shiftId },
        ...{ libraryId: shift?.task.library.id ?? own.library.id, subjectId: own.memberId },
      });
    }
    return status;
  });
}
