import { makeReport } from '#modules/insights/reports';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { formatNumber } from '#shared/money';
import { localizeHref } from '#i18n/runtime';
import { vainSearches } from '#web/features/circulation/parts/vain-searches.server.ts';
import { dashboardView } from '#web/features/reports/dashboard-view.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

const SHOWN = 10;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const board = await dashboardView(ctx, url, 'koleksi');
  const titles = await makeReport(ctx, { kind: 'loan', by: 'bib', ...board.days, library: board.library || undefined });
  return {
    board,
    titles: titles.rows
      .filter(({ bibId }) => bibId !== null)
      .slice(0, SHOWN)
      .map(({ bibId, label, n }) => ({
        label,
        n: formatNumber(n, ctx.locale),
        href: localizeHref(`/staf/katalog/${bibId ?? 0}`),
      })),
    vain: canAnywhere(ctx.actor, 'catalog.read') ? await vainSearches(ctx, SHOWN) : null,
  };
};
