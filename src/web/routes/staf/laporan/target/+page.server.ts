import { listBuildable } from '#modules/insights/reports';
import { removeTarget, setTarget } from '#modules/insights/targets';
import { librariesWithFigures } from '#modules/premises/visits';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { yearAsked } from '#web/features/methods/parts/pack-view.server.ts';
import { targetLines } from '#web/features/reports/target-lines.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idIn, idOrNull, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'reports.read' },
  actions: { set: { may: 'reports.submit' }, remove: { may: 'reports.submit' } },
};

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const { year, thisYear } = await yearAsked(ctx, url);
  const libraries = (await librariesWithFigures(ctx)).filter(
    ({ id, active }) => active && can(ctx.actor, 'reports.submit', id),
  );
  return {
    year,
    thisYear,
    targets: await targetLines(ctx, year),
    ofNetwork: can(ctx.actor, 'reports.submit', null),
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    kinds: (await listBuildable(ctx)).map(({ kind, label }) => ({ value: kind, label })),
  };
};

export const actions: Actions = {
  set: formAction({ form: 'set' }, async ({ ctx, values }) => {
    const [year, goal] = [wholeIn(values, 'year') ?? 0, wholeIn(values, 'goal') ?? 0];
    await setTarget(ctx, { year, goal, kind: values.kind ?? '', libraryId: idOrNull(values, 'libraryId') });
    return done(m.targets_saved(), `?tahun=${year}`);
  }),
  remove: formAction({ form: 'remove' }, async ({ ctx, values }) => {
    await removeTarget(ctx, idIn(values));
    return m.targets_removed();
  }),
};
