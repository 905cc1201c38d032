import { openShared } from '#modules/insights/reports';
import { networkZone } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { LEAST } from '#shared/disclosure';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { isAhead } from '#web/kit/answers/fetched-ahead.server.ts';
import { reportView } from '#web/features/reports/report-view.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'the link by which a report was shared' };

/** The figures that somebody shared, for whoever has the link, while it holds. Nothing of who opens it is kept. */
export const load: PageServerLoad = async ({
  locals: { ctx },
  params: { token },
  request,
  isDataRequest,
  getClientAddress,
  setHeaders,
}) => {
  setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  const counts = request.method === 'GET' && !isAhead(request) && !isDataRequest;
  const { report, place, expiresAt } = await openShared(ctx, { token, ip: getClientAddress(), counts });
  const view = await reportView(ctx, report, null);
  return {
    title: m.reports_paper_title({ label: view.label, by: view.byLabel }),
    within: view.within,
    report: { ...view, where: place },
    until: m.reports_shared_until({
      day: formatDate(localDate(expiresAt, await networkZone(ctx.db)), ctx.locale),
    }),
    few: report.query.by === 'bib' ? m.reports_shared_few({ least: LEAST.people }) : null,
  };
};
