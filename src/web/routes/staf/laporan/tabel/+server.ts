import { error } from '@sveltejs/kit';
import { askTable } from '#modules/ground/heavy-work';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { formatDate } from '#shared/dates';
import { dashboardAsked, dashboardCharts } from '#web/features/circulation/today/dashboard-charts.server.ts';
import { madeFile } from '#web/features/heavy-work/parts/made-file.server.ts';
import { rowsOf } from '#web/kit/chart/chart-rows.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

/** The figures of one chart of the dashboard as a file. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, url }) =>
  madeFile(ctx, async () => {
    const asked = await dashboardAsked(ctx, url);
    const { visits, loans } = await dashboardCharts(ctx, asked);
    const found = [...visits, ...loans].find(({ id }) => id === url.searchParams.get('tabel'));
    if (!found) error(404, explainError(platformErrors.notFound(), ctx.locale));
    const { from, to } = asked.time.now;
    const where = visits.includes(found) ? [asked.library?.name ?? ''] : [];
    const about = [...where, found.period ?? `${formatDate(from, ctx.locale)} – ${formatDate(to, ctx.locale)}`];
    return askTable(ctx, services.heavy, {
      name: `${found.id}-${from}-${to}`,
      format: url.searchParams.get('format') === 'xlsx' ? 'xlsx' : 'csv',
      rows: rowsOf(found.chart, about, ctx.locale),
    });
  });
