import { redirect } from '@sveltejs/kit';
import { zoneOf } from '#modules/ground/libraries';
import { closeIncident, getIncident, markTold, updateDataIncident } from '#modules/people/members';
import { incidentAddressees } from '#modules/people/members/client';
import type { PageAccess } from '#platform/access';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import {
  incidentDataOptions,
  incidentOf,
  showIncident,
  tickedOf,
  wallClock,
} from '#web/features/members/incidents.server.ts';
import { versionOf } from '#web/features/libraries/library-form.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'members.privacy' };

const idOf = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : 0);

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

async function act(
  { request, locals: { ctx }, cookies, params }: RequestEvent,
  said: () => string,
  work: (id: number, form: FormData, values: Record<string, string>) => Promise<void>,
) {
  const form = await request.formData();
  const values = formValues(form);
  try {
    await work(idOf(params.id), form, values);
  } catch (error) {
    return refuseForm(error, ctx, { ...values, ticked: tickedOf(form) });
  }
  setFlash(cookies, 'ok', said());
  return redirect(303, localizeHref(`/staf/insiden/${params.id}`));
}

export const actions: Actions = {
  save: async (event) =>
    act(event, m.privacy_incident_saved, async (id, form, values) =>
      updateDataIncident(
        event.locals.ctx,
        id,
        versionOf(values),
        incidentOf(form, values, await zoneOf(event.locals.ctx)),
      ),
    ),
  told: async (event) =>
    act(event, m.privacy_incident_told_said, async (id, _form, values) => {
      const who = incidentAddressees.find((one) => one === values.who);
      if (!who) throw platformErrors.invalidInput({}, { who: 'required' });
      return markTold(event.locals.ctx, id, who);
    }),
  close: async (event) =>
    act(event, m.privacy_incident_closed, async (id, _form, values) =>
      closeIncident(event.locals.ctx, id, { note: values.note ?? '' }),
    ),
};
