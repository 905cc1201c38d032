import { keepReport, listBuildable, makeReport, removeKeptReport } from '#modules/insights/reports';
import { COMPARISONS } from '#modules/insights/reports/client';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { keptHref, reportShelf } from '#web/features/reports/report-shelf.server.ts';
import { askedInAddress, filesOf, reportAsked } from '#web/features/reports/report-asked.server.ts';
import { reportView } from '#web/features/reports/report-view.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const kinds = await listBuildable(ctx);
  const wanted = url.searchParams.get('ukuran') ?? 'loan';
  const chosen = kinds.find(({ kind }) => kind === wanted) ?? kinds[0];
  if (!chosen) return { kinds: [], splits: [], kept: [], built: null };
  const split = chosen.splits.find(({ by }) => by === url.searchParams.get('menurut')) ?? chosen.splits[0];
  const asked = await reportAsked(ctx, url);
  const { days, compare, library, within } = asked;
  const by = split?.by ?? 'month';
  const titles = { within: by === 'bib' ? within : undefined };
  const address = new URLSearchParams({
    ...{ ukuran: chosen.kind, menurut: by },
    ...Object.fromEntries(askedInAddress(asked)),
    ...(titles.within !== undefined && { dalam: titles.within }),
  });
  const report = await makeReport(ctx, { kind: chosen.kind, by, ...days, compare, library, ...titles });
  return {
    kinds: kinds.map(({ kind, label }) => ({ value: kind, label })),
    splits: chosen.splits.map((one) => ({ value: one.by, label: one.label })),
    kept: (await reportShelf(ctx)).kept,
    built: {
      kind: chosen.kind,
      by,
      asked,
      title: `${chosen.label} · ${split?.label ?? ''}`,
      view: await reportView(ctx, report, {
        asked,
        deeper: (behind) => `/staf/laporan/susun?ukuran=${chosen.kind}&menurut=bib&dalam=${behind}`,
      }),
      files: filesOf(`/staf/laporan/susun/tabel?${address.toString()}`),
    },
  };
};

export const actions: Actions = {
  keep: formAction({ form: 'keep' }, async ({ ctx, values }) => {
    const { name = '', kind = '', by = '', library = '' } = values;
    const compare = COMPARISONS.find((one) => one === values.compare) ?? 'none';
    const query = { kind, by, compare, ...(library !== '' && { library }) };
    await keepReport(ctx, { name, query, shared: values.shared === 'on' });
    return done(m.reports_kept_said({ name: name.trim() }), keptHref({ query }));
  }),
  remove: formAction({ form: 'remove' }, async ({ ctx, values }) => {
    await removeKeptReport(ctx, idIn(values));
    return done(m.reports_removed_said(), '/staf/laporan/susun');
  }),
};
