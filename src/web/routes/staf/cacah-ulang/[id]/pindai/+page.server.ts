import { randomUUID } from 'node:crypto';
import { listSpaces } from '#modules/ground/libraries';
import {
  finishShelf,
  getStocktake,
  listScans,
  listStocktakeCopies,
  markMoved,
  recordScans,
  stocktakeErrors,
  undoScan,
} from '#modules/stock/stocktake';
import type { PageAccess } from '#platform/rights/access';
import { formatRelativeDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { sayScan } from '#web/features/stocktake/say-scan.ts';
import { deviceOf, shelfView, stocktakeView } from '#web/features/stocktake/stocktake-views.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'stocktakes.run' };

const RECENT = 12;
const NOT_FOUND = 8;

export const load: PageServerLoad = async ({ locals: { ctx }, params, url, cookies }) => {
  const stocktake = await getStocktake(ctx, idOf(params.id));
  if (stocktake.status !== 'open') throw stocktakeErrors.ended({ name: stocktake.name });
  const device = deviceOf(cookies);
  const spaces = await listSpaces(ctx, stocktake.library.id);
  const here = spaces.find(({ code }) => code === url.searchParams.get('rak')) ?? null;
  const view = stocktakeView(stocktake, ctx);
  const shelf = stocktake.shelves.find(({ place }) => place !== null && place.id === here?.id);
  const { timeZone } = stocktake.library;
  const today = localDate(ctx.clock.now(), timeZone);
  const lost = await listStocktakeCopies(ctx, stocktake.id, {
    states: ['not_found'],
    limit: NOT_FOUND,
    ...(here && { spaceId: here.id }),
  });
  return {
    stocktake: view,
    device,
    /** The form without a script sends this one: sent twice, it is kept once. */
    nonce: randomUUID(),
    here: here && { code: here.code, name: here.name },
    shelfDone: shelf ? shelf.doneBy !== null : null,
    spaces: spaces.map(({ code, name }) => ({ value: code, label: name })),
    counts: stocktake.counts,
    expected: stocktake.expected,
    recent: await listScans(ctx, stocktake.id, { device, limit: RECENT }),
    shelves: stocktake.shelves.map((one) => shelfView(one, ctx, `${view.href}/pindai`, here?.code ?? null)),
    lost: lost.map(({ barcode, title, callNumber, lastLoanAt }) => ({
      barcode,
      title,
      nonce: randomUUID(),
      detail: [
        callNumber,
        barcode,
        lastLoanAt
          ? m.stocktake_last_loan({ when: formatRelativeDate(localDate(lastLoanAt, timeZone), today, ctx.locale) })
          : m.stocktake_never_lent(),
      ]
        .filter(Boolean)
        .join(' · '),
    })),
    lostMore: Math.max(0, (shelf?.notFound ?? stocktake.counts.not_found) - lost.length),
    printHref: localizeHref(`/staf/cacah-ulang/${stocktake.id}/belum-ketemu/pdf`),
  };
};

const said = (title: string) => ({ tone: 'ok' as const, title, text: '' });
const refused = ({ message }: FormRefusal) => ({ tone: 'bad' as const, title: message, text: '' });

export const actions: Actions = {
  scan: formAction({ refused }, async ({ ctx, params, cookies, values: { barcode = '', nonce = '', space } }) => {
    const scans = [{ barcode, nonce, space: space || null }];
    const [answer] = await recordScans(ctx, idOf(params.id), { device: deviceOf(cookies), scans });
    if (!answer) throw stocktakeErrors.scanNotFound();
    return { ...sayScan(answer), ...(answer.outcome === 'misplaced' && { misplaced: answer.nonce }) };
  }),
  undo: formAction({ refused }, async ({ ctx, params, values: { nonce = '' } }) =>
    said(m.stocktake_undone_said({ barcode: await undoScan(ctx, idOf(params.id), nonce) })),
  ),
  moved: formAction({ refused }, async ({ ctx, params, values: { nonce = '' } }) =>
    said(m.stocktake_moved_said({ barcode: await markMoved(ctx, idOf(params.id), nonce) })),
  ),
  shelf: formAction({ refused }, async ({ ctx, params, values: { space = '', done: finished } }) => {
    await finishShelf(ctx, idOf(params.id), space, finished === '1');
    return said(finished === '1' ? m.stocktake_shelf_done() : m.stocktake_shelf_reopen());
  }),
};
