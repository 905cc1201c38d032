import { enterPopulation, listPopulation } from '#modules/insights/methods';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { formatNumber } from '#shared/money';
import { yearAsked } from '#web/features/methods/parts/pack-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'reports.read' },
  actions: { add: { may: 'reports.submit', network: true } },
};

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const { thisYear } = await yearAsked(ctx, url);
  const rows = await listPopulation(ctx, { year: thisYear });
  return {
    thisYear,
    mayAdd: can(ctx.actor, 'reports.submit', null),
    rows: rows.map(({ id, kelurahan, kecamatan, year, people, source }) => ({
      ...{ id, year, source, kecamatan },
      name: kelurahan === '' ? m.methods_population_city() : kelurahan,
      people: formatNumber(people, ctx.locale),
    })),
  };
};

export const actions: Actions = {
  add: formAction({ form: 'add' }, async ({ ctx, values }) => {
    const { kelurahan = '', kecamatan = '', source = '' } = values;
    const [year, people] = [wholeIn(values, 'year') ?? 0, wholeIn(values, 'people') ?? 0];
    await enterPopulation(ctx, { kelurahan, kecamatan, source, year, people });
    return done(m.methods_population_saved(), '');
  }),
};
