import { listWeedings } from '#modules/stock/stocktake';
import type { PageAccess } from '#platform/rights/access';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { weedingView } from '#web/features/stocktake/weeding-views.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'items.withdraw' };

export const load: PageServerLoad = async ({ locals }) => {
  const { ctx, library } = await findDesk(locals.ctx, ['items.withdraw']);
  return {
    library: library.name,
    weedings: (await listWeedings(ctx, library.id)).map((weeding) => weedingView(weeding, ctx)),
  };
};
