import { zoneOf } from '#modules/ground/libraries';
import { closeIncident, getIncident, markTold, updateDataIncident } from '#modules/people/members';
import { incidentAddressees } from '#modules/people/members/client';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import {
  incidentDataOptions,
  incidentOf,
  showIncident,
  wallClock,
  withTicked,
} from '#web/features/members/incidents.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn, choiceIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'members.privacy' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const [incident, zone] = await Promise.all([getIncident(ctx, idOf(params.id)), zoneOf(ctx)]);
  const values: Record<string, string> = {
    title: incident.title,
    foundAt: wallClock(incident.foundAt, zone),
    happenedAt: wallClock(incident.happenedAt, zone),
    how: incident.how,
    measures: incident.measures,
    people: incident.people === null ? '' : String(incident.people),
    memberNumbers: incident.memberNumbers.join('\n'),
    ticked: incident.dataKinds.join(' '),
  };
  return { incident: showIncident(incident, ctx, zone), values, options: incidentDataOptions(ctx) };
};

export const actions: Actions = {
  save: formAction({ refused: withTicked }, async ({ ctx, params, values, data }) => {
    const changes = incidentOf(data, values, await zoneOf(ctx));
    await updateDataIncident(ctx, idOf(params.id), versionIn(values), changes);
    return m.privacy_incident_saved();
  }),
  told: formAction({ refused: withTicked }, async ({ ctx, params, values }) => {
    await markTold(ctx, idOf(params.id), choiceIn(values, 'who', incidentAddressees));
    return m.privacy_incident_told_said();
  }),
  close: formAction({ refused: withTicked }, async ({ ctx, params, values }) => {
    await closeIncident(ctx, idOf(params.id), { note: values.note ?? '' });
    return m.privacy_incident_closed();
  }),
};
