import type { Ctx } from '#platform/context';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { isoWeekday, localDate } from '#shared/dates';
import type { Invitation, Match, Shift } from '../client.ts';
import { selectBusy, selectInvitations, selectRecentMinutes } from '../data/invitations.queries.ts';
import { selectPlaces } from '../data/places.queries.ts';
import { findShift } from '../data/shifts.queries.ts';
import { selectVolunteers } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { missingFor } from '../rules/fits.ts';
import { byFit, fitOf } from '../rules/match.ts';
import { RECENT_DAYS } from '../rules/terms.ts';

const DAY = 86_400_000;
/** Among so many is looked. */
const MOST = 1000;
/** So many are shown. */
const SHOWN = 20;

/**
 * Who may help in a shift that is to come, with why, first who fits best and helped least lately; none where no place is left. Who is busy then, has a
 * place or was asked already is not among them. With whom was asked and what they said. Needs `volunteers.manage` at the library. Throws
 * `volunteers.shift_not_found`.
 */
export async function matchShift(ctx: Ctx, id: number): Promise<{ matches: Match[]; invitations: Invitation[] }> {
  authorizeAnywhere(ctx, 'volunteers.manage');
  const shift = await findShift(ctx.db, id);
  if (!shift) throw volunteerErrors.shiftNotFound();
  authorize(ctx, 'volunteers.manage', shift.task.library.id);
  const invitations = await selectInvitations(ctx.db, id);
  return { invitations, matches: isOpen(ctx, shift) ? await fitting(ctx, shift, invitations) : [] };
}

const isOpen = (ctx: Ctx, { state, task, taken, places, startsAt }: Shift): boolean =>
  state === 'planned' && task.state === 'open' && taken < places && startsAt > ctx.clock.now();

async function fitting(ctx: Ctx, shift: Shift, invitations: readonly Invitation[]): Promise<Match[]> {
  const { task, startsAt } = shift;
  const on = localDate(startsAt, task.library.timeZone);
  const asked = new Set([
    ...invitations.map(({ volunteerId }) => volunteerId),
    ...(await selectPlaces(ctx.db, shift.id)).map(({ volunteerId }) => volunteerId),
  ]);
  const all = await selectVolunteers(ctx.db, {
    ...{ state: 'active', libraryIds: [task.library.id], beforeId: null, limit: MOST },
  });
  const able = all.filter((one) => !asked.has(one.id) && missingFor(one, task, on).length === 0);
  const ids = able.map((one) => one.id);
  const busy = await selectBusy(ctx.db, ids, shift);
  const since = new Date(ctx.clock.now().getTime() - RECENT_DAYS * DAY);
  const recent = await selectRecentMinutes(ctx.db, ids, since);
  const about = { wanted: task.skills, weekday: isoWeekday(on) };
  return able
    .filter((one) => !busy.has(one.id))
    .map(({ id, name, skills, days }) => ({
      ...{ id, name, recentMinutes: recent.get(id) ?? 0 },
      ...fitOf({ skills, days }, about),
    }))
    .toSorted((one, other) => byFit(one, other) || one.id - other.id)
    .slice(0, SHOWN);
}
