import { planRound, serviceName } from '#modules/city/satisfaction';
import { COUNTED_SERVICES, INVITED_SERVICES, SERVICES } from '#modules/city/satisfaction/client';
import { listLibraries, zoneOf } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { choiceIn, idOrNull, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'questionnaires.manage' };

const PATH = '/staf/layanan/ikm';
const names = (services: readonly (typeof SERVICES)[number][], locale: 'id' | 'en'): string =>
  services.map((one) => serviceName(one, locale).toLowerCase()).join(', ');

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const libraries = (await listLibraries(ctx, { active: true })).filter(({ id }) =>
    can(ctx.actor, 'questionnaires.manage', id),
  );
  const today = localDate(ctx.clock.now(), await zoneOf(ctx));
  return {
    back: localizeHref(PATH),
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    library: libraries.find(({ id }) => id === ctx.libraryId)?.id ?? null,
    ofNetwork: can(ctx.actor, 'questionnaires.manage', null),
    services: SERVICES.map((value) => ({ value, label: serviceName(value, ctx.locale) })),
    counted: names(COUNTED_SERVICES, ctx.locale),
    invited: names(INVITED_SERVICES, ctx.locale),
    today,
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const id = await planRound(ctx, {
      libraryId: idOrNull(values, 'libraryId'),
      service: choiceIn(values, 'service', SERVICES),
      name: values.name ?? '',
      from: values.from ?? '',
      to: values.to ?? '',
      population: wholeIn(values, 'population'),
      count: values.count === '1',
      invites: values.invites === '1',
    });
    return done(m.satisfaction_planned(), `${PATH}/${id}`);
  }),
};
