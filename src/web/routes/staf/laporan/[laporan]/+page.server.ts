import { getReport, makeReport } from '#modules/insights/reports';
import { sentenceOf } from '#platform/requests/problem';
import type { PageAccess } from '#platform/rights/access';
import { localizeHref } from '#i18n/runtime';
import { askedInAddress, filesOf, reportAsked } from '#web/features/reports/report-asked.server.ts';
import { reportView } from '#web/features/reports/report-view.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

export const load: PageServerLoad = async ({ locals: { ctx }, params: { laporan }, url }) => {
  const { kind, by, title } = await getReport(ctx, laporan);
  const asked = await reportAsked(ctx, url);
  const { days, compare, library, within } = asked;
  const isTitles = within !== undefined && by === 'class';
  const report = await makeReport(ctx, {
    kind,
    by: isTitles ? 'bib' : by,
    ...days,
    compare,
    library,
    ...(isTitles && { within }),
  });
  const address = askedInAddress(asked);
  return {
    title,
    asked,
    within: isTitles ? (sentenceOf('ddc', within, {}, ctx.locale) ?? within) : null,
    upHref: localizeHref(`/staf/laporan/${laporan}?${address.toString()}`),
    report: await reportView(ctx, report, {
      asked,
      deeper: (behind) => `/staf/laporan/${laporan}?dalam=${behind}`,
    }),
    files: filesOf(`/staf/laporan/${laporan}/tabel?${address.toString()}${isTitles ? `&dalam=${within}` : ''}`),
  };
};
