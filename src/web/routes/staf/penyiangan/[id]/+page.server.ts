import {
  cancelWeeding,
  decideWeeding,
  getWeeding,
  listWeedingCopies,
  undoWeeded,
  withdrawWeeded,
} from '#modules/stock/stocktake';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { groundsInWords, weedingView } from '#web/features/stocktake/weeding-views.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import { textsIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'items.withdraw' };

const SHOWN = 200;
const TABS = ['open', 'weed', 'keep'] as const;
type Tab = (typeof TABS)[number];
const NAMES: Record<Tab, () => string> = {
  open: () => m.weeding_show_open(),
  weed: () => m.weeding_show_weed(),
  keep: () => m.weeding_show_keep(),
};

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const weeding = await getWeeding(ctx, idOf(params.id));
  const view = weedingView(weeding, ctx);
  const usual: Tab = view.open ? 'open' : 'weed';
  const shown = TABS.find((tab) => tab === url.searchParams.get('tampil')) ?? usual;
  const copies = await listWeedingCopies(ctx, weeding.id, { decision: shown, limit: SHOWN });
  const day = (at: Date) => formatDate(localDate(at, weeding.library.timeZone), ctx.locale, 'medium');
  return {
    weeding: view,
    library: weeding.library.name,
    shown,
    tabs: TABS.map((key) => ({ key, name: NAMES[key](), href: `${view.href}?tampil=${key}` })),
    copies: copies.map((copy) => ({
      barcode: copy.barcode,
      title: copy.title,
      detail: [copy.callNumber, copy.accessionNumber, copy.year].filter(Boolean).join(' · '),
      grounds: groundsInWords(copy.grounds),
      lastLoan: copy.lastLoanAt ? m.stocktake_last_loan({ when: day(copy.lastLoanAt) }) : m.stocktake_never_lent(),
      lastCopy: copy.lastCopy,
      reason: copy.reason,
      back: copy.undoneAt !== null,
      gone: copy.withdrawnAt !== null && copy.undoneAt === null,
    })),
  };
};

/** The tab that was open stays so. */
const here = (url: URL): string => {
  const tab = TABS.find((one) => one === url.searchParams.get('tampil'));
  return tab ? `?tampil=${tab}` : '';
};

export const actions: Actions = {
  decide: formAction(async ({ ctx, params, url, values: { decision, reason = '' }, data }) => {
    const barcodes = textsIn(data, 'barcode');
    const decided = decision === 'weed' || decision === 'keep' ? decision : null;
    await decideWeeding(ctx, idOf(params.id), { barcodes, decision: decided, reason });
    return done(m.weeding_decided_said({ count: barcodes.length }), here(url));
  }),
  withdraw: formAction(async ({ ctx, params, url }) => {
    const { minutesNumber, withdrawn, leftAlone } = await withdrawWeeded(ctx, idOf(params.id));
    const said = m.weeding_withdrawn_said({ count: withdrawn, number: minutesNumber });
    return done(leftAlone === 0 ? said : `${said} ${m.weeding_left_said({ count: leftAlone })}`, here(url));
  }),
  cancel: formAction(async ({ ctx, params, url }) => {
    await cancelWeeding(ctx, idOf(params.id));
    return done(m.weeding_cancelled_said(), here(url));
  }),
  undo: formAction(async ({ ctx, params, url, values: { barcode = '' } }) => {
    await undoWeeded(ctx, idOf(params.id), barcode);
    return done(m.weeding_undone_said({ barcode }), here(url));
  }),
};
