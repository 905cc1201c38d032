import { askReportTable, getReport } from '#modules/insights/reports';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import { formatAsked, reportAsked } from '#web/features/reports/report-asked.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

/** A report as a file. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params: { laporan }, url }) =>
  madeFile(ctx, async () => {
    const { kind, by } = await getReport(ctx, laporan);
    const { days, compare, library, within } = await reportAsked(ctx, url);
    const isTitles = within !== undefined && by === 'class';
    const split = isTitles ? { by: 'bib', within } : { by };
    const query = { kind, ...split, ...days, compare, library };
    return askReportTable(ctx, services.heavy, { query, format: formatAsked(url) });
  });
