import { zoneOf } from '#modules/ground/libraries';
import { listIncidents, recordIncident } from '#modules/people/members';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import {
  incidentDataOptions,
  incidentOf,
  showIncident,
  wallClock,
  withTicked,
} from '#web/features/members/incidents.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'members.privacy' };

const PER_PAGE = 30;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const cursor = url.searchParams.get('halaman') ?? undefined;
  const [{ data, next }, zone] = await Promise.all([listIncidents(ctx, { cursor, limit: PER_PAGE }), zoneOf(ctx)]);
  return {
    incidents: data.map((incident) => showIncident(incident, ctx, zone)),
    next: next && `?halaman=${encodeURIComponent(next)}`,
    options: incidentDataOptions(ctx),
    now: wallClock(ctx.clock.now(), zone),
  };
};

export const actions: Actions = {
  default: formAction({ refused: withTicked }, async ({ ctx, values, data }) => {
    const { id } = await recordIncident(ctx, incidentOf(data, values, await zoneOf(ctx)));
    return done(m.privacy_incident_recorded(), `/staf/insiden/${id}`);
  }),
};
