import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { dashboardView } from '#web/features/reports/dashboard-view.server.ts';
import { targetLines } from '#web/features/reports/target-lines.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const board = await dashboardView(ctx, url, 'kepala');
  return {
    board,
    targets: await targetLines(ctx, board.thisYear, board.library || undefined),
    maySet: canAnywhere(ctx.actor, 'reports.submit'),
  };
};
