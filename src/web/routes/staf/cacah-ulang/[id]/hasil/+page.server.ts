import { approveStocktake, getStocktake, listResults, listStocktakeCopies, undoResult } from '#modules/stock/stocktake';
import type { CopyState, ResultKind } from '#modules/stock/stocktake/client';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { stocktakeView } from '#web/features/stocktake/stocktake-views.server.ts';
import { idIn, textsIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'stocktakes.run' },
  actions: { approve: { may: 'stocktakes.approve' }, undo: { may: 'stocktakes.approve' } },
};

/** So many copies of each kind on the page. */
const SHOWN = 500;
const RESULTS: Record<ResultKind, () => string> = {
  missing: () => m.stocktake_result_missing(),
  found_again: () => m.stocktake_result_found_again(),
  shelf: () => m.stocktake_result_shelf(),
};

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const stocktake = await getStocktake(ctx, idOf(params.id));
  const open = stocktake.status === 'open';
  const of = async (state: CopyState) =>
    (open ? await listStocktakeCopies(ctx, stocktake.id, { states: [state], limit: SHOWN }) : []).map((copy) => ({
      barcode: copy.barcode,
      title: copy.title,
      detail: [
        copy.callNumber,
        copy.barcode,
        copy.place?.name,
        copy.seenAt && copy.seenAt.id !== copy.place?.id ? `→ ${copy.seenAt.name}` : null,
      ]
        .filter(Boolean)
        .join(' · '),
    }));
  return {
    stocktake: stocktakeView(stocktake, ctx),
    counts: stocktake.counts,
    revision: stocktake.revision,
    mayApprove: can(ctx.actor, 'stocktakes.approve', stocktake.library.id),
    missing: await of('not_found'),
    foundAgain: await of('found_again'),
    misplaced: await of('misplaced'),
    lentOnShelf: await of('lent_on_shelf'),
    results: (await listResults(ctx, stocktake.id)).map(({ barcode, title, callNumber, kind, undoneAt, undoneBy }) => ({
      barcode,
      title,
      callNumber,
      kind: RESULTS[kind](),
      undone: undoneAt === null ? null : m.stocktake_result_undone({ name: undoneBy ?? '' }),
    })),
  };
};

export const actions: Actions = {
  approve: formAction(async ({ ctx, params, values, data }) => {
    const { minutesNumber, changed, leftAlone } = await approveStocktake(ctx, idOf(params.id), {
      missing: values.missing === '1',
      foundAgain: values.foundAgain === '1',
      shelves: values.shelves === '1',
      except: textsIn(data, 'except'),
      revision: idIn(values, 'revision'),
    });
    const { missing, found_again: found, shelf } = changed;
    const said = m.stocktake_approved_said({ number: minutesNumber, missing, found, shelf });
    return leftAlone === 0 ? said : `${said} ${m.stocktake_approved_left({ count: leftAlone })}`;
  }),
  undo: formAction(async ({ ctx, params, values: { barcode = '' } }) => {
    await undoResult(ctx, idOf(params.id), barcode);
    return m.stocktake_result_undone_said({ barcode });
  }),
};
