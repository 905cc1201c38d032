import { askReportTable } from '#modules/insights/reports';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import { formatAsked } from '#web/features/reports/report-asked.server.ts';
import { listedQuery } from '#web/features/reports/report-query.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

/** A report as a file. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params: { laporan }, url }) =>
  madeFile(ctx, async () => {
    const { query } = await listedQuery(ctx, laporan, url);
    return askReportTable(ctx, services.heavy, { query, format: formatAsked(url) });
  });
