import { recordAudit } from '#modules/ground/audit';
import { actorName, oneAct, type Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import { insertIncident } from '../data/incidents.queries.ts';
import { lockVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { lockWithShifts } from '../people/forget.ts';
import { incidentInput, type IncidentInput } from '../schema.ts';
import { endUnfit } from '../shifts/end-unfit.ts';
import { looksAfter } from '../people/held-volunteer.ts';

/**
 * Notes in confidence what happened with a volunteer, or praise. While an incident is open they take no work with children: places in such shifts to
 * come go to who waits. Needs `volunteers.manage` at their library. Throws `volunteers.not_found`, `volunteers.state_forbids` (not active),
 * `platform.invalid_input`. @returns its id
 */
export async function noteIncident(ctx: Ctx, volunteerId: number, input: IncidentInput): Promise<number> {
  await looksAfter(ctx, volunteerId);
  const { kind, onDay, text } = parseInput(incidentInput, input);
  const act = oneAct(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const now = act.clock.now();
    const held = await lockVolunteer(trx, volunteerId);
    if (held?.state !== 'active') throw volunteerErrors.stateForbids();
    if (onDay > localDate(now, held.library.timeZone))
      throw platformErrors.invalidInput({}, { onDay: 'date_in_future' });
    const shiftIds = await lockWithShifts(trx, now, volunteerId);
    const id = await insertIncident(trx, {
      ...{ volunteerId, kind, onDay, text, notedAt: now, notedBy: actorName(act.actor) },
    });
    const ended = kind === 'incident' ? await endUnfit(trx, act, volunteerId, shiftIds) : 0;
    // the trace says that something was noted, and neither what nor of which member: that is read where it stands
    await recordAudit(trx, act, {
      ...{ action: 'volunteer_incident.noted', entity: 'volunteer', entityId: volunteerId, libraryId: held.library.id },
      after: { ended },
    });
    return id;
  });
}
