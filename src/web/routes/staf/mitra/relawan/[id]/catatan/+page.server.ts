import { listIncidents, noteIncident, settleIncident } from '#modules/city/volunteers';
import { INCIDENT_KINDS, type IncidentKind } from '#modules/city/volunteers/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { formatDate } from '#shared/dates';
import { dayOf } from '#web/features/volunteers/volunteer-words.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn, idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'volunteers.manage' };

const KINDS: Record<IncidentKind, () => string> = {
  incident: m.volunteers_incident_kind_incident,
  praise: m.volunteers_incident_kind_praise,
};

/** What was noted of a volunteer in confidence. */
export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const { volunteer, incidents } = await listIncidents(ctx, idOf(params.id));
  const zone = volunteer.library.timeZone;
  return {
    name: volunteer.name || m.volunteers_nameless(),
    backHref: localizeHref(`/staf/mitra/relawan/${volunteer.id}`),
    mayNote: volunteer.state === 'active',
    kinds: INCIDENT_KINDS.map((value) => ({ value, label: KINDS[value]() })),
    incidents: incidents.map((one) => ({
      ...{ id: one.id, text: one.text, outcome: one.outcome, kind: KINDS[one.kind]() },
      isOpen: one.kind === 'incident' && one.closedAt === null,
      noted: m.volunteers_incident_noted_line({
        ...{ day: formatDate(one.onDay, ctx.locale), noted: dayOf(one.notedAt, zone, ctx.locale), name: one.notedBy },
      }),
      settled:
        one.closedAt &&
        m.volunteers_incident_settled_line({ day: dayOf(one.closedAt, zone, ctx.locale), name: one.closedBy }),
    })),
  };
};

export const actions: Actions = {
  note: formAction({ form: 'note' }, async ({ ctx, params, values }) => {
    await noteIncident(ctx, idOf(params.id), {
      ...{ kind: choiceIn(values, 'kind', INCIDENT_KINDS), onDay: values.onDay ?? '', text: values.text ?? '' },
    });
    return m.volunteers_incident_noted();
  }),
  settle: formAction({ form: 'settle' }, async ({ ctx, values }) => {
    await settleIncident(ctx, idIn(values), { outcome: values.outcome ?? '' });
    return m.volunteers_incident_settled();
  }),
};
