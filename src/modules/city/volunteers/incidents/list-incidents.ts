import type { Ctx } from '#platform/context';
import type { Incident, Volunteer } from '../client.ts';
import { selectIncidents } from '../data/incidents.queries.ts';
import { looksAfter } from '../people/held-volunteer.ts';

/** What was noted of a volunteer in confidence, the newest first. Needs `volunteers.manage` at their library. Throws `volunteers.not_found`. */
export async function listIncidents(
  ctx: Ctx,
  volunteerId: number,
): Promise<{ volunteer: Volunteer; incidents: Incident[] }> {
  const volunteer = await looksAfter(ctx, volunteerId);
  return { volunteer, incidents: await selectIncidents(ctx.db, volunteerId) };
}
