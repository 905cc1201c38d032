import {
  endReportMail,
  keepReport,
  listBuildable,
  mailReport,
  makeReport,
  removeKeptReport,
  stopReportMail,
  unshareReport,
} from '#modules/insights/reports';
import { COMPARISONS, MAIL_RHYTHMS } from '#modules/insights/reports/client';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { keptHref, reportShelf } from '#web/features/reports/report-shelf.server.ts';
import { filesOf } from '#web/features/reports/report-asked.server.ts';
import { reportLinks, sharedLink } from '#web/features/reports/report-links.server.ts';
import { reportMails } from '#web/features/reports/report-mails.server.ts';
import { builtAddress, builtIn, builtQuery } from '#web/features/reports/report-query.server.ts';
import { reportView } from '#web/features/reports/report-view.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import { idIn, idsIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

const HERE = '/staf/laporan/susun';

export const load: PageServerLoad = async ({ locals: { ctx, services }, url }) => {
  const kinds = await listBuildable(ctx);
  const wanted = builtIn(url);
  const chosen = kinds.find(({ kind }) => kind === (wanted.kind || 'loan')) ?? kinds[0];
  const mails = await reportMails(ctx, services);
  if (!chosen) return { kinds: [], splits: [], kept: [], mails, built: null };
  const split = chosen.splits.find(({ by }) => by === wanted.by) ?? chosen.splits[0];
  const { kind } = chosen;
  const by = split?.by ?? 'month';
  const { asked, within, query } = await builtQuery(ctx, url, { kind, by });
  const address = builtAddress({ kind, by, asked, within });
  return {
    kinds: kinds.map((one) => ({ value: one.kind, label: one.label })),
    splits: chosen.splits.map((one) => ({ value: one.by, label: one.label })),
    kept: (await reportShelf(ctx)).kept,
    mails,
    built: {
      kind,
      by,
      asked,
      address,
      title: `${chosen.label} · ${split?.label ?? ''}`,
      view: await reportView(ctx, await makeReport(ctx, query), {
        asked,
        deeper: (behind) => `/staf/laporan/susun?ukuran=${kind}&menurut=bib&dalam=${behind}`,
      }),
      links: await reportLinks(ctx, query),
      files: filesOf(`/staf/laporan/susun/tabel?${address}`),
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
    return done(m.reports_removed_said(), HERE);
  }),
  mail: formAction({ form: 'mail' }, async ({ ctx, values, data }) => {
    const rhythm = MAIL_RHYTHMS.find((one) => one === values.rhythm);
    if (!rhythm) return done(m.reports_mail_off({ name: await endReportMail(ctx, idIn(values)) }), HERE);
    const { name, next } = await mailReport(ctx, idIn(values), { rhythm, readers: idsIn(data, 'readers') });
    return done(m.reports_mail_saved({ name, day: formatDate(next, ctx.locale) }), HERE);
  }),
  stop: formAction({ form: 'stop' }, async ({ ctx, values }) => {
    const { name } = await stopReportMail(ctx, idIn(values));
    return done(m.reports_mail_stopped({ name }), HERE);
  }),
  share: formAction({ form: 'share' }, async ({ ctx, services, url, values }) => {
    const { query } = await builtQuery(ctx, url, builtIn(url));
    return sharedLink(ctx, [services, url], { query, days: wholeIn(values, 'days') });
  }),
  unshare: formAction({ form: 'unshare' }, async ({ ctx, url, values }) => {
    await unshareReport(ctx, idIn(values));
    const what = builtIn(url);
    const { asked, within } = await builtQuery(ctx, url, what);
    return done(m.reports_link_ended(), `?${builtAddress({ ...what, asked, within })}#tautan`);
  }),
};
