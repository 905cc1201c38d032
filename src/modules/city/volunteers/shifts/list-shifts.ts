import type { Ctx } from '#platform/context';
import { authorize, authorizeAnywhere, seenLibraries } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import type { Place, Shift, Task, Volunteer } from '../client.ts';
import { selectPlaces } from '../data/places.queries.ts';
import { findShift, selectShifts } from '../data/shifts.queries.ts';
import { findTask, selectTasks } from '../data/tasks.queries.ts';
import { selectVolunteers } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { missingFor } from '../rules/fits.ts';

const MOST = 500;
/** So far back stands on the page of a task, for correcting hours. */
const BACK_DAYS = 62;
const DAY = 86_400_000;
/** What everybody sees lies within so many days. */
const PUBLIC_DAYS = 60;

/** Shifts to come with what is done there and how many places are left, for everybody. */
export async function publicShifts(ctx: Ctx): Promise<Shift[]> {
  const now = ctx.clock.now();
  const until = new Date(now.getTime() + PUBLIC_DAYS * DAY);
  const found = await selectShifts(ctx.db, { libraryIds: null, after: now, until, open: true, limit: MOST });
  return found.filter(({ startsAt }) => startsAt > now);
}

/** Tasks, open ones first. Needs `volunteers.manage`; of the libraries where the actor has it. */
export const listTasks = async (ctx: Ctx): Promise<Task[]> =>
  selectTasks(ctx.db, seenLibraries(ctx, 'volunteers.manage', undefined), MOST);

/** Shifts that are not over, by their beginning. Needs `volunteers.manage`; of the libraries where the actor has it. */
export const listShifts = async (ctx: Ctx): Promise<Shift[]> =>
  selectShifts(ctx.db, {
    libraryIds: seenLibraries(ctx, 'volunteers.manage', undefined),
    ...{ after: ctx.clock.now(), open: false, limit: MOST },
  });

/**
 * A task with its shifts of the last two months and to come, and who of its library may take it now, those first whose skills it wants. Needs
 * `volunteers.manage`. Throws `volunteers.task_not_found`.
 */
export async function getTask(ctx: Ctx, id: number): Promise<{ task: Task; shifts: Shift[]; fit: Volunteer[] }> {
  authorizeAnywhere(ctx, 'volunteers.manage');
  const task = await findTask(ctx.db, id);
  if (!task) throw volunteerErrors.taskNotFound();
  authorize(ctx, 'volunteers.manage', task.library.id);
  const now = ctx.clock.now();
  const after = new Date(now.getTime() - BACK_DAYS * DAY);
  const all = await selectVolunteers(ctx.db, {
    ...{ state: 'active', libraryIds: [task.library.id], beforeId: null, limit: MOST },
  });
  const today = localDate(now, task.library.timeZone);
  const wanted = (one: Volunteer): number => one.skills.filter((skill) => task.skills.includes(skill)).length;
  return {
    task,
    shifts: await selectShifts(ctx.db, { libraryIds: null, taskId: id, after, open: false, limit: MOST }),
    fit: all
      .filter((one) => missingFor(one, task, today).length === 0)
      .toSorted((one, other) => wanted(other) - wanted(one) || one.name.localeCompare(other.name)),
  };
}

/** A shift with who comes and who waits, in their order. Needs `volunteers.manage`. Throws `volunteers.shift_not_found`. */
export async function getShift(ctx: Ctx, id: number): Promise<{ shift: Shift; places: Place[] }> {
  authorizeAnywhere(ctx, 'volunteers.manage');
  const shift = await findShift(ctx.db, id);
  if (!shift) throw volunteerErrors.shiftNotFound();
  authorize(ctx, 'volunteers.manage', shift.task.library.id);
  return { shift, places: await selectPlaces(ctx.db, id) };
}
