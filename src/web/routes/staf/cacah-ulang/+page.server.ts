import { listStocktakes } from '#modules/stock/stocktake';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { stocktakeView } from '#web/features/stocktake/stocktake-views.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'stocktakes.run' };

const PATH = '/staf/cacah-ulang';
const PER_PAGE = 30;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { ctx, library } = await findDesk(locals.ctx, ['stocktakes.run']);
  const cursor = url.searchParams.get('lanjut');
  const query = { libraryId: library.id, limit: PER_PAGE, ...(cursor !== null && { cursor }) };
  const { data, next } = await listStocktakes(ctx, query);
  return {
    library: library.name,
    stocktakes: data.map((stocktake) => stocktakeView(stocktake, ctx)),
    older: next && localizeHref(`${PATH}?lanjut=${encodeURIComponent(next)}`),
  };
};
