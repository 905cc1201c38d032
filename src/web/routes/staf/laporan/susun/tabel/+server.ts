import { askReportTable } from '#modules/insights/reports';
import type { PageAccess } from '#platform/rights/access';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import { formatAsked, reportAsked } from '#web/features/reports/report-asked.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

/** What somebody put together, as a file. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url }) =>
  madeFile(ctx, async () => {
    const { days, compare, library, within } = await reportAsked(ctx, url);
    const by = url.searchParams.get('menurut') ?? '';
    const titles = within !== undefined && by === 'bib' ? { within } : {};
    const query = { kind: url.searchParams.get('ukuran') ?? '', by, ...days, compare, library, ...titles };
    return askReportTable(ctx, services.heavy, { query, format: formatAsked(url) });
  });
