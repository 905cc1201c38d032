import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { findIncident, setClosed } from '../data/incidents.queries.ts';
import { lockVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { outcomeInput } from '../schema.ts';
import { looksAfter } from '../people/held-volunteer.ts';

/**
 * Settles an incident with what came of it: work with children is open again, unless another one is. Needs `volunteers.manage` at the library. Throws
 * `volunteers.incident_not_found`, `incident_settled`, `platform.invalid_input`.
 */
export async function settleIncident(ctx: Ctx, id: number, input: { outcome: string }): Promise<void> {
  authorizeAnywhere(ctx, 'volunteers.manage');
  const { outcome } = parseInput(outcomeInput, input);
  const found = await findIncident(ctx.db, id);
  if (!found) throw volunteerErrors.incidentNotFound();
  const { library } = await looksAfter(ctx, found.volunteerId);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockVolunteer(trx, found.volunteerId);
    const incident = await findIncident(trx, id);
    if (!held || !incident) throw volunteerErrors.incidentNotFound();
    if (incident.kind === 'praise' || incident.closedAt !== null) throw volunteerErrors.incidentSettled();
    await setClosed(trx, id, { closedAt: ctx.clock.now(), closedBy: actorName(ctx.actor), outcome });
    await recordAudit(trx, ctx, {
      ...{ action: 'volunteer_incident.settled', entity: 'volunteer', entityId: held.id, libraryId: library.id },
    });
  });
}
