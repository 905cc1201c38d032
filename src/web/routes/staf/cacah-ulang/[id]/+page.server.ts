import { cancelStocktake, getStocktake } from '#modules/stock/stocktake';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { shelfView, stocktakeView } from '#web/features/stocktake/stocktake-views.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'stocktakes.run' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const stocktake = await getStocktake(ctx, idOf(params.id));
  const { counts, expected, strays, shelves, library } = stocktake;
  const view = stocktakeView(stocktake, ctx);
  const scanHref = `${view.href}/pindai`;
  return {
    stocktake: view,
    counts,
    strays,
    expected,
    found: counts.found + counts.found_again + counts.misplaced + counts.lent_on_shelf,
    shelves: shelves.map((shelf) => shelfView(shelf, ctx, scanHref, null)),
    mayApprove: can(ctx.actor, 'stocktakes.approve', library.id),
  };
};

export const actions: Actions = {
  cancel: formAction({ keeps: false }, async ({ ctx, params }) => {
    await cancelStocktake(ctx, idOf(params.id));
    return m.stocktake_cancelled_said();
  }),
};
