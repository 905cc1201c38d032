import { redirect } from '@sveltejs/kit';
import { zoneOf } from '#modules/ground/libraries';
import { listIncidents, recordIncident } from '#modules/people/members';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import {
  incidentDataOptions,
  incidentOf,
  showIncident,
  tickedOf,
  wallClock,
} from '#web/features/members/incidents.server.ts';
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
  default: async ({ request, locals: { ctx }, cookies }) => {
    const form = await request.formData();
    const values = formValues(form);
    let id: number;
    try {
      ({ id } = await recordIncident(ctx, incidentOf(form, values, await zoneOf(ctx))));
    } catch (error) {
      return refuseForm(error, ctx, { ...values, ticked: tickedOf(form) });
    }
    setFlash(cookies, 'ok', m.privacy_incident_recorded());
    return redirect(303, localizeHref(`/staf/insiden/${id}`));
  },
};
