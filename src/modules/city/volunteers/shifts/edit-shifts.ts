import { recordAudit } from '#modules/ground/audit';
import { oneAct, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { answerInvitations, selectInvitations } from '../data/invitations.queries.ts';
import { cancelPlaces } from '../data/places.queries.ts';
import { findShift, insertShift, lockShift, setCancelled } from '../data/shifts.queries.ts';
import { lockTask } from '../data/tasks.queries.ts';
import { findVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { shiftInput, shiftReason, type ShiftInput } from '../schema.ts';
import { tellVolunteer, withdrawShiftNews } from '../tell.ts';

/**
 * Adds a shift that is to come to an open task. Needs `volunteers.manage` at its library. Throws `volunteers.task_not_found`,
 * `volunteers.state_forbids`, `platform.invalid_input`. @returns its id
 */
export async function addShift(ctx: Ctx, taskId: number, input: ShiftInput): Promise<number> {
  authorizeAnywhere(ctx, 'volunteers.manage');
  const shift = parseInput(shiftInput, input);
  if (shift.startsAt <= ctx.clock.now()) throw platformErrors.invalidInput({}, { startsAt: 'invalid' });
  return ctx.db.transaction().execute(async (trx) => {
    const task = await lockTask(trx, taskId);
    if (!task) throw volunteerErrors.taskNotFound();
    authorize(ctx, 'volunteers.manage', task.library.id);
    if (task.state !== 'open') throw volunteerErrors.stateForbids();
    const id = await insertShift(trx, { ...shift, taskId, state: 'planned' });
    await recordAudit(trx, ctx, {
      ...{ action: 'volunteer_shift.added', entity: 'volunteer_shift', entityId: id, libraryId: task.library.id },
      after: { startsAt: shift.startsAt.toISOString(), places: shift.places },
    });
    return id;
  });
}

/** Calls a shift off that has not begun, and tells who had a place, waited or was asked. The caller has checked who may. */
export async function callOff(trx: Tx, ctx: Ctx, id: number, reason: string): Promise<void> {
  const held = await lockShift(trx, id);
  if (!held || held.state !== 'planned') return;
  await setCancelled(trx, id, reason);
  const placed = await cancelPlaces(trx, id, ctx.clock.now());
  const asked = (await selectInvitations(trx, id)).filter(({ state }) => state === 'open');
  for (const volunteerId of new Set([...placed, ...asked.map((one) => one.volunteerId)])) {
    await withdrawShiftNews(trx, ctx, { volunteerId, shiftId: id });
    const volunteer = await findVolunteer(trx, volunteerId);
    if (volunteer) await tellVolunteer(trx, ctx, volunteer, { kind: 'cancelled', shift: held, words: reason });
  }
  await answerInvitations(trx, { shiftId: id, volunteerId: null, state: 'withdrawn', now: ctx.clock.now() });
  await recordAudit(trx, ctx, {
    ...{
      action: 'volunteer_shift.cancelled',
      entity: 'volunteer_shift',
      entityId: id,
      libraryId: held.task.library.id,
    },
    after: { reason },
  });
}

/** The same by somebody of staff. Needs `volunteers.manage`. Throws `volunteers.shift_not_found`, `volunteers.shift_closed`. */
export async function cancelShift(ctx: Ctx, id: number, reason: string): Promise<void> {
  authorizeAnywhere(ctx, 'volunteers.manage');
  const words = parseInput(shiftReason, reason);
  const act = oneAct(ctx);
  const found = await findShift(ctx.db, id);
  if (!found) throw volunteerErrors.shiftNotFound();
  authorize(ctx, 'volunteers.manage', found.task.library.id);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockShift(trx, id);
    if (held?.state !== 'planned' || held.startsAt <= act.clock.now()) throw volunteerErrors.shiftClosed();
    await callOff(trx, act, id, words);
  });
}
