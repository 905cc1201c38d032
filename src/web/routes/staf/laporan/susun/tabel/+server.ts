import { askReportTable } from '#modules/insights/reports';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import { formatAsked } from '#web/features/reports/report-asked.server.ts';
import { builtIn, builtQuery } from '#web/features/reports/report-query.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

/** What somebody put together, as a file. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url }) =>
  madeFile(ctx, async () => {
    const { query } = await builtQuery(ctx, url, builtIn(url));
    return askReportTable(ctx, services.heavy, { query, format: formatAsked(url) });
  });
