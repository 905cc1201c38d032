import type { PageAccess } from '#platform/rights/access';
import { dashboardView } from '#web/features/reports/dashboard-view.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => ({
  board: await dashboardView(ctx, url, 'kegiatan'),
});
