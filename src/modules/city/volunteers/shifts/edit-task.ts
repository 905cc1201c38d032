import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { actorName, oneAct, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Task } from '../client.ts';
import { selectAheadOfTask } from '../data/places.queries.ts';
import { lockShift, selectShifts } from '../data/shifts.queries.ts';
import { insertTask, lockTask, updateTask } from '../data/tasks.queries.ts';
import { lockVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { taskInput, type TaskInput } from '../schema.ts';
import { callOff } from './edit-shifts.ts';
import { endUnfit } from './end-unfit.ts';

/** Describes something to do. Needs `volunteers.manage` at the library. Throws `libraries.not_found`, `platform.invalid_input`. @returns its id */
export async function addTask(ctx: Ctx, libraryId: number, input: TaskInput): Promise<number> {
  authorize(ctx, 'volunteers.manage', libraryId);
  const task = parseInput(taskInput, input);
  const library = await getLibrary(ctx, libraryId);
  if (!library.active) throw platformErrors.invalidInput({}, { libraryId: 'unknown' });
  return ctx.db.transaction().execute(async (trx) => {
    const id = await insertTask(trx, {
      ...{ ...task, libraryId, state: 'open', createdAt: ctx.clock.now(), createdBy: actorName(ctx.actor) },
    });
    await recordAudit(trx, ctx, {
      ...{ action: 'volunteer_task.added', entity: 'volunteer_task', entityId: id, libraryId },
      after: task,
    });
    return id;
  });
}

async function heldTask(trx: Tx, ctx: Ctx, id: number, version: number): Promise<Task> {
  authorizeAnywhere(ctx, 'volunteers.manage');
  const held = await lockTask(trx, id);
  if (!held) throw volunteerErrors.taskNotFound();
  authorize(ctx, 'volunteers.manage', held.library.id);
  if (held.version !== version) throw platformErrors.versionConflict();
  if (held.state !== 'open') throw volunteerErrors.stateForbids();
  return held;
}

/**
 * Changes a task. Who has a place keeps it, unless more is asked now and they have less: then it goes to who waits, and they are told. Needs
 * `volunteers.manage`. Throws `volunteers.task_not_found`, `volunteers.state_forbids`, `platform.version_conflict`,
 * `platform.invalid_input`.
 */
export async function changeTask(
  ctx: Ctx,
  id: number,
  { version, ...input }: TaskInput & { version: number },
): Promise<void> {
  const task = parseInput(taskInput, input);
  const act = oneAct(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldTask(trx, act, id, version);
    await updateTask(trx, id, task);
    const ended = asksMore(held, task) ? await endUnfitOf(trx, act, id) : 0;
    await recordAudit(trx, act, {
      ...{ action: 'volunteer_task.changed', entity: 'volunteer_task', entityId: id, libraryId: held.library.id },
      before: { title: held.title, needs: held.needs, withChildren: held.withChildren },
      after: { title: task.title, needs: task.needs, withChildren: task.withChildren, ended },
    });
  });
}

type Asked = Pick<Task, 'needs' | 'withChildren'>;
/** Only then anybody can have less than is asked by this change; a check that ran out is looked at at the door. */
const asksMore = (before: Asked, after: Asked): boolean =>
  (after.withChildren && !before.withChildren) || after.needs.some((need) => !before.needs.includes(need));

/** Ends places of a held task that somebody may not take any more. All of them are held before all shifts, as everybody does. @returns how many */
async function endUnfitOf(trx: Tx, act: Ctx, taskId: number): Promise<number> {
  const ahead = await selectAheadOfTask(trx, taskId, act.clock.now());
  const inOrder = (ids: number[]): number[] => [...new Set(ids)].toSorted((one, other) => one - other);
  const volunteerIds = inOrder(ahead.map(({ volunteerId }) => volunteerId));
  for (const volunteerId of volunteerIds) await lockVolunteer(trx, volunteerId);
  for (const shiftId of inOrder(ahead.map((one) => one.shiftId))) await lockShift(trx, shiftId);
  let ended = 0;
  for (const volunteerId of volunteerIds) {
    const theirs = ahead.filter((one) => one.volunteerId === volunteerId).map(({ shiftId }) => shiftId);
    ended += await endUnfit(trx, act, volunteerId, theirs);
  }
  return ended;
}

const MOST = 1000;

/** Ends a task: shifts that have not begun are called off, and who has a place is told. Needs and throws as {@link changeTask}. */
export async function endTask(ctx: Ctx, id: number, version: number): Promise<void> {
  const act = oneAct(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldTask(trx, act, id, version);
    await updateTask(trx, id, { state: 'ended' });
    const after = act.clock.now();
    for (const { id: shiftId, startsAt } of await selectShifts(trx, {
      libraryIds: null,
      taskId: id,
      after,
      open: false,
      limit: MOST,
    })) {
      if (startsAt > after) await callOff(trx, act, shiftId, '');
    }
    await recordAudit(trx, act, {
      ...{ action: 'volunteer_task.ended', entity: 'volunteer_task', entityId: id, libraryId: held.library.id },
      before: { title: held.title },
    });
  });
}
