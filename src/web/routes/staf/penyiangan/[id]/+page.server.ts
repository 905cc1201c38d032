import { fail, redirect } from '@sveltejs/kit';
import {
  cancelWeeding,
  decideWeeding,
  getWeeding,
  listWeedingCopies,
  undoWeeded,
  withdrawWeeded,
} from '#modules/stock/stocktake';
import type { PageAccess } from '#platform/access';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { groundsInWords, weedingView } from '#web/features/stocktake/weeding-views.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

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

async function act(
  { locals: { ctx }, request, params, cookies, url }: RequestEvent,
  work: (ctx: Ctx, id: number, values: Record<string, string>, data: FormData) => Promise<string>,
) {
  const data = await request.formData();
  const values = formValues(data);
  const id = idOf(params.id);
  try {
    setFlash(cookies, 'ok', await work(ctx, id, values, data));
  } catch (error) {
    const refusal = refuseForm(error, ctx, values);
    return fail(refusal.status, refusal.data);
  }
  const tab = TABS.find((one) => one === url.searchParams.get('tampil'));
  redirect(303, localizeHref(`/staf/penyiangan/${id}`) + (tab ? `?tampil=${tab}` : ''));
}

export const actions: Actions = {
  decide: async (event) =>
    act(event, async (ctx, id, { decision, reason = '' }, data) => {
      const barcodes = data.getAll('barcode').filter((value) => typeof value === 'string');
      const decided = decision === 'weed' || decision === 'keep' ? decision : null;
      await decideWeeding(ctx, id, { barcodes, decision: decided, reason });
      return m.weeding_decided_said({ count: barcodes.length });
    }),
  withdraw: async (event) =>
    act(event, async (ctx, id) => {
      const { minutesNumber, withdrawn, leftAlone } = await withdrawWeeded(ctx, id);
      const said = m.weeding_withdrawn_said({ count: withdrawn, number: minutesNumber });
      return leftAlone === 0 ? said : `${said} ${m.weeding_left_said({ count: leftAlone })}`;
    }),
  cancel: async (event) =>
    act(event, async (ctx, id) => {
      await cancelWeeding(ctx, id);
      return m.weeding_cancelled_said();
    }),
  undo: async (event) =>
    act(event, async (ctx, id, { barcode = '' }) => {
      await undoWeeded(ctx, id, barcode);
      return m.weeding_undone_said({ barcode });
    }),
};
