import { makeReport, unshareReport } from '#modules/insights/reports';
import { sentenceOf } from '#platform/requests/problem';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { askedInAddress, filesOf } from '#web/features/reports/report-asked.server.ts';
import { reportLinks, sharedLink } from '#web/features/reports/report-links.server.ts';
import { listedQuery } from '#web/features/reports/report-query.server.ts';
import { reportView } from '#web/features/reports/report-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

export const load: PageServerLoad = async ({ locals: { ctx }, params: { laporan }, url }) => {
  const { title, asked, within, query } = await listedQuery(ctx, laporan, url);
  const address = askedInAddress(asked);
  const upHref = localizeHref(`/staf/laporan/${laporan}?${address.toString()}`);
  if (within !== undefined) address.set('dalam', within);
  return {
    title,
    asked,
    within: within === undefined ? null : (sentenceOf('ddc', within, {}, ctx.locale) ?? within),
    upHref,
    address: address.toString(),
    report: await reportView(ctx, await makeReport(ctx, query), {
      asked,
      deeper: (behind) => `/staf/laporan/${laporan}?dalam=${behind}`,
    }),
    links: await reportLinks(ctx, query),
    files: filesOf(`/staf/laporan/${laporan}/tabel?${address.toString()}`),
  };
};

export const actions: Actions = {
  share: formAction({ form: 'share' }, async ({ ctx, services, params, url, values }) => {
    const { query } = await listedQuery(ctx, params.laporan, url);
    return sharedLink(ctx, [services, url], { query, days: wholeIn(values, 'days') });
  }),
  unshare: formAction({ form: 'unshare' }, async ({ ctx, params, url, values }) => {
    await unshareReport(ctx, idIn(values));
    const { asked, within } = await listedQuery(ctx, params.laporan, url);
    const behind = within === undefined ? '' : `&dalam=${within}`;
    return done(m.reports_link_ended(), `?${askedInAddress(asked).toString()}${behind}#tautan`);
  }),
};
