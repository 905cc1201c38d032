import {
  addRole,
  changePerson,
  endRole,
  erasePerson,
  getPerson,
  listPartners,
  listTwins,
  mergePeople,
} from '#modules/city/partners';
import { zoneOf } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { localDate } from '#shared/dates';
import { dayOrNull } from '#web/features/partners/partner-form.server.ts';
import { roleView } from '#web/features/partners/partner-view.server.ts';
import { nameOf } from '#web/features/partners/partner-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idIn, versionIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

/** From how many partners the next one is chosen. */
const MOST_CHOICES = 500;

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const person = await getPerson(ctx, idOf(params.id));
  const { data } = await listPartners(ctx, { state: 'active', limit: MOST_CHOICES });
  const today = localDate(ctx.clock.now(), await zoneOf(ctx));
  const { name, phone, email, consentOn, consentHow, version } = person;
  return {
    ...{ name, version, today },
    values: { name, phone, email, consentOn: consentOn ?? '', consentHow },
    back: localizeHref(person.roles[0] ? `/staf/mitra/${person.roles[0].partnerId}` : '/staf/mitra'),
    roles: person.roles.map((role) => ({
      ...roleView(role, { today, locale: ctx.locale }),
      isOpen: role.untilOn === null,
    })),
    twins: (await listTwins(ctx, person.id)).map((twin) => ({
      ...{ id: twin.id, name: twin.name, version: twin.version },
      href: localizeHref(`/staf/mitra/orang/${twin.id}`),
      note: [...twin.roles.map((role) => `${role.role}, ${nameOf(role.partner)}`), twin.phone, twin.email]
        .filter(Boolean)
        .join(' · '),
    })),
    partners: data.map((one) => ({ value: one.id, label: nameOf(one.name) })),
  };
};

export const actions: Actions = {
  save: formAction({ form: 'save' }, async ({ ctx, params, values }) => {
    await changePerson(ctx, idOf(params.id), {
      ...{ name: values.name ?? '', phone: values.phone ?? '', email: values.email?.trim() ?? '' },
      ...{ consentOn: dayOrNull(values, 'consentOn'), consentHow: values.consentHow ?? '' },
      version: versionIn(values),
    });
    return m.partners_person_changed();
  }),
  role: formAction({ form: 'role' }, async ({ ctx, params, values }) => {
    await addRole(ctx, idOf(params.id), {
      partnerId: idIn(values, 'partnerId'),
      role: values.role ?? '',
      fromOn: dayOrNull(values, 'fromOn'),
    });
    return m.partners_role_added();
  }),
  end: formAction({ form: 'end' }, async ({ ctx, values }) => {
    const until = dayOrNull(values, 'untilOn');
    await endRole(ctx, idIn(values), until);
    return until === null ? m.partners_role_open_again() : m.partners_role_ended();
  }),
  merge: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await mergePeople(ctx, {
      ...{ keepId: idOf(params.id), keepVersion: versionIn(values) },
      ...{ dropId: idIn(values, 'dropId'), dropVersion: wholeIn(values, 'dropVersion') ?? -1 },
    });
    return m.partners_merge_people_done();
  }),
  erase: formAction({ form: 'act' }, async ({ ctx, params }) => {
    await erasePerson(ctx, idOf(params.id));
    return done(m.partners_person_erased(), '/staf/mitra');
  }),
};
