import { listPacks } from '#modules/insights/methods';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { vainSearches } from '#web/features/circulation/parts/vain-searches.server.ts';
import { packLine } from '#web/features/methods/parts/pack-view.server.ts';
import { dashboardView } from '#web/features/reports/dashboard-view.server.ts';
import { residentLines } from '#web/features/reports/resident-lines.server.ts';
import { targetLines } from '#web/features/reports/target-lines.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

const SHOWN = 10;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const board = await dashboardView(ctx, url, 'kota');
  const [targets, residents, packs] = await Promise.all([
    targetLines(ctx, board.thisYear),
    residentLines(ctx, board.days),
    listPacks(ctx, { year: board.thisYear }),
  ]);
  return {
    board,
    residents,
    targets,
    maySet: canAnywhere(ctx.actor, 'reports.submit'),
    packs: packs.filter(({ inForce }) => inForce).map((pack) => packLine(pack, board.thisYear, ctx.locale)),
    vain: canAnywhere(ctx.actor, 'catalog.read') ? await vainSearches(ctx, SHOWN) : null,
  };
};
