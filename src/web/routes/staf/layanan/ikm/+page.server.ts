import {
  enterEarlier,
  indexWords,
  listEarlier,
  listRounds,
  modeWords,
  removeEarlier,
  serviceName,
} from '#modules/city/satisfaction';
import { SERVICES, WEIGHT_MODES } from '#modules/city/satisfaction/client';
import { listLibraries } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { can, canAnywhere } from '#platform/rights/authorize';
import { formatDate } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { roundLine } from '#web/features/satisfaction/round-words.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { choiceIn, idIn, idOrNull, numberOf, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'reports.read' },
  actions: { enter: { may: 'questionnaires.manage' }, remove: { may: 'questionnaires.manage' } },
};

const PATH = '/staf/layanan/ikm';
const PER_PAGE = 20;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const { data, next } = await listRounds(ctx, { cursor, limit: PER_PAGE });
  const libraries = await listLibraries(ctx, { active: true });
  const names = new Map(libraries.map(({ id, name }) => [id, name]));
  return {
    rounds: data.map((round) => roundLine(round, ctx)),
    next: next && localizeHref(`${PATH}?lanjut=${next}`),
    previous: cursor === undefined ? null : localizeHref(PATH),
    planHref: canAnywhere(ctx.actor, 'questionnaires.manage') ? localizeHref(`${PATH}/baru`) : null,
    publicHref: localizeHref('/kepuasan'),
    earlier: (await listEarlier(ctx)).map((one) => ({
      id: one.id,
      label: one.label,
      service: serviceName(one.service, ctx.locale),
      where: one.libraryId === null ? m.satisfaction_all_libraries() : (names.get(one.libraryId) ?? ''),
      until: formatDate(one.endsOn, ctx.locale),
      value: indexWords(one.hundredths, ctx.locale),
      respondents: one.respondents === null ? '–' : formatNumber(one.respondents, ctx.locale),
      mode: modeWords(one.mode, ctx.locale),
      source: one.source,
      mayRemove: can(ctx.actor, 'questionnaires.manage', one.libraryId),
    })),
    libraries: libraries
      .filter(({ id }) => can(ctx.actor, 'questionnaires.manage', id))
      .map(({ id, name }) => ({ value: id, label: name })),
    ofNetwork: can(ctx.actor, 'questionnaires.manage', null),
    services: SERVICES.map((value) => ({ value, label: serviceName(value, ctx.locale) })),
    modes: WEIGHT_MODES.map((value) => ({ value, label: modeWords(value, ctx.locale) })),
  };
};

export const actions: Actions = {
  enter: formAction({ form: 'enter' }, async ({ ctx, values }) => {
    await enterEarlier(ctx, {
      libraryId: idOrNull(values, 'libraryId'),
      service: choiceIn(values, 'service', SERVICES),
      label: values.label ?? '',
      endsOn: values.endsOn ?? '',
      value: numberOf(values, 'value') ?? 0,
      respondents: wholeIn(values, 'respondents'),
      mode: choiceIn(values, 'mode', WEIGHT_MODES),
      source: values.source ?? '',
    });
    return m.satisfaction_earlier_saved();
  }),
  remove: formAction({ form: 'remove' }, async ({ ctx, values }) => {
    await removeEarlier(ctx, idIn(values));
    return m.satisfaction_earlier_removed();
  }),
};
