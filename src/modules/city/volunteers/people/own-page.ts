import type { Ctx } from '#platform/context';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import { isoWeekday, localDate } from '#shared/dates';
import type { Invitation, Place, Shift, Volunteer } from '../client.ts';
import { selectMonths, selectPlacesAhead } from '../data/places.queries.ts';
import { selectOpenInvitations } from '../data/invitations.queries.ts';
import { selectShifts, selectShiftsById } from '../data/shifts.queries.ts';
import { findByTicket, findOfMember } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { missingFor } from '../rules/fits.ts';
import { fitOf, suits } from '../rules/match.ts';
import type { Skill } from '../rules/terms.ts';

/** Whose page it is: whoever has the code (and where they look from), or the member who is signed in. */
export type OwnKey = { ticket: string; ip: string } | 'account';

/** So many wrong codes an hour from one address. */
const WRONG_CODES = { limit: 200, windowSeconds: 3600 };

/** Throws `volunteers.not_found`, the same for a wrong code and one that opens nothing any more, and `platform.too_many_requests`. */
export async function findOwn(ctx: Ctx, key: OwnKey): Promise<Volunteer> {
  if (key === 'account') {
    const found = ctx.actor.kind === 'member' ? await findOfMember(ctx.db, ctx.actor.id) : undefined;
    if (!found) throw volunteerErrors.notFound();
    return found;
  }
  const found = /^[0-9A-Z]{16}$/.test(key.ticket) ? await findByTicket(ctx.db, key.ticket) : undefined;
  if (found) return found;
  await countAttempt(ctx, `volunteer-ticket:${networkOf(key.ip)}`, WRONG_CODES);
  throw volunteerErrors.notFound();
}

/** Whether the member who is signed in has offered and is not gone. */
export async function ownState(ctx: Ctx): Promise<Volunteer['state'] | null> {
  if (ctx.actor.kind !== 'member') return null;
  return (await findOfMember(ctx.db, ctx.actor.id))?.state ?? null;
}

interface OwnPage {
  volunteer: Volunteer;
  /** To come, with what they have there. */
  ahead: { shift: Shift; place: Place }[];
  /** Shifts at their library for which nothing is missing, and in which they are not. */
  open: { shift: Shift; suits: boolean; skills: Skill[] }[];
  /** Shifts in which staff ask them to help. */
  invited: { invitation: Invitation; shift: Shift }[];
  months: { month: string; minutes: number }[];
}

const MOST_SHIFTS = 100;

/** What a volunteer sees: shifts, hours, checks. Throws as {@link findOwn}. */
export async function viewOwnPage(ctx: Ctx, key: OwnKey): Promise<OwnPage> {
  const volunteer = await findOwn(ctx, key);
  const now = ctx.clock.now();
  const places = new Map((await selectPlacesAhead(ctx.db, volunteer.id, now)).map((place) => [place.shiftId, place]));
  const ahead = (await selectShiftsById(ctx.db, [...places.keys()])).flatMap((shift) => {
    const place = places.get(shift.id);
    return place ? [{ shift, place }] : [];
  });
  const placed = new Set(ahead.map(({ shift }) => shift.id));
  const all =
    volunteer.state === 'active'
      ? await selectShifts(ctx.db, { libraryIds: [volunteer.library.id], after: now, open: true, limit: MOST_SHIFTS })
      : [];
  const invited: OwnPage['invited'] = [];
  const asked = volunteer.state === 'active' ? await selectOpenInvitations(ctx.db, volunteer.id, now) : [];
  const askedTo = new Map(
    (
      await selectShiftsById(
        ctx.db,
        asked.map(({ shiftId }) => shiftId),
      )
    ).map((shift) => [shift.id, shift]),
  );
  for (const invitation of asked) {
    const shift = askedTo.get(invitation.shiftId);
    if (shift && shift.task.state === 'open' && !placed.has(shift.id) && mayTake(volunteer, shift))
      invited.push({ invitation, shift });
  }
  const named = new Set(invited.map(({ shift }) => shift.id));
  return {
    ...{ volunteer, ahead, invited },
    open: all
      .filter(({ id, startsAt }) => !placed.has(id) && !named.has(id) && startsAt > now)
      .filter((shift) => mayTake(volunteer, shift))
      .map((shift) => {
        const { task, startsAt } = shift;
        const weekday = isoWeekday(localDate(startsAt, task.library.timeZone));
        const fit = fitOf(volunteer, { wanted: task.skills, weekday });
        return { shift, suits: suits(fit, task.skills), skills: fit.skills };
      }),
    months: await selectMonths(ctx.db, volunteer.id, volunteer.library.timeZone),
  };
}

const mayTake = (volunteer: Volunteer, { task, startsAt }: Shift): boolean =>
  missingFor(volunteer, task, localDate(startsAt, task.library.timeZone)).length === 0;
