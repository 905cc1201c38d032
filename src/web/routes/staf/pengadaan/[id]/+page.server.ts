import { randomUUID } from 'node:crypto';
import {
  addOrderLine,
  endOrder,
  getOrder,
  listBudgets,
  listSuggestionsForStaff,
  placeOrder,
  receiveDelivery,
  removeOrderLine,
  undoReceived,
} from '#modules/stock/acquisition';
import { isOpenOrder } from '#modules/stock/acquisition/client';
import { listItemTypes } from '#modules/collection/catalog';
import { listLibraries } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { can, canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { maybeSame } from '#web/features/acquisition/maybe-same.server.ts';
import { orderDetailView, sourceName } from '#web/features/acquisition/order-words.server.ts';
import { suggestionName } from '#web/features/acquisition/suggestion-words.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'orders.manage' };

const WISHES = 100;

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const order = await getOrder(ctx, idOf(params.id));
  const isDraft = order.status === 'draft';
  const isOpen = isOpenOrder(order.status);
  const came = order.deliveries.flatMap(({ copies }) => copies.map(({ bibId }) => bibId));
  const maybe = await maybeSame(ctx, came);
  return {
    order: orderDetailView(order, ctx, maybe.of),
    decideHref: maybe.decideHref,
    pdfHref: localizeHref(`/staf/pengadaan/${order.id}/pdf`),
    isDraft,
    isOpen,
    mayExceed: (isDraft || isOpen) && can(ctx.actor, 'budgets.manage', order.library.id),
    // a form that is sent twice by an impatient finger is one delivery
    requestKey: randomUUID(),
    choices: isDraft ? await choicesFor(ctx, order.library.id) : null,
  };
};

/** What a line of a draft is chosen from. */
async function choicesFor(ctx: Ctx, libraryId: number) {
  const mayDecide = canAnywhere(ctx.actor, 'suggestions.decide');
  const [budgets, libraries, types, wishes] = await Promise.all([
    listBudgets(ctx),
    listLibraries(ctx, { active: true }),
    listItemTypes(ctx.db),
    mayDecide ? listSuggestionsForStaff(ctx, { statuses: ['buy'], limit: WISHES }) : { data: [] },
  ]);
  return {
    libraryId,
    budgets: budgets
      .filter(({ library }) => library.id === libraryId)
      .map(({ id, source, name, year, remaining }) => ({
        value: id,
        label: m.order_line_budget_left({
          name: `${sourceName(source)} ${year}, ${name}`,
          remaining: formatRupiah(remaining),
        }),
      })),
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    types: types.map(({ code, nameId, nameEn }) => ({ value: code, label: ctx.locale === 'en' ? nameEn : nameId })),
    wishes: wishes.data.map((wish) => ({ value: wish.id, label: suggestionName(wish) })),
  };
}

/** `came-12` = so many of line 12 came, `paid-12` what one of them cost. */
const cameOf = (values: Record<string, string>) =>
  Object.entries(values).flatMap(([name, copies]) => {
    const [, lineId] = /^came-(\d+)$/.exec(name) ?? [];
    const paid = values[`paid-${lineId}`];
    if (lineId === undefined || copies.trim() === '' || copies.trim() === '0') return [];
    return [{ lineId, copies, ...(paid && { unitPrice: paid }) }];
  });

export const actions: Actions = {
  add: formAction({ form: 'add' }, async ({ ctx, params, values }) => {
    const { title = '', author = '', publisher = '', year = '', isbn = '', suggestionId = '' } = values;
    const { copies = '', unitPrice = '', libraryId = '', itemType = '', budgetId = '' } = values;
    const book = { title, author, publisher, year, isbn, suggestionId };
    await addOrderLine(ctx, idOf(params.id), { ...book, copies, unitPrice, libraryId, itemType, budgetId });
    return m.order_line_added();
  }),
  remove: formAction({ form: 'remove' }, async ({ ctx, params, values }) => {
    await removeOrderLine(ctx, idOf(params.id), idIn(values, 'lineId'));
    return m.order_line_removed();
  }),
  place: formAction({ form: 'place' }, async ({ ctx, params, values: { overrunReason = null } }) => {
    await placeOrder(ctx, idOf(params.id), { overrunReason });
    return m.order_placed();
  }),
  receive: formAction({ form: 'receive' }, async ({ ctx, params, values }) => {
    const { requestKey = '', invoice = '', overrunReason = null, ready } = values;
    const delivery = { requestKey, invoice, overrunReason, ready: ready === 'ya', lines: cameOf(values) };
    await receiveDelivery(ctx, idOf(params.id), delivery);
    return m.order_received_said();
  }),
  undo: formAction({ form: 'undo' }, async ({ ctx, params, values }) => {
    await undoReceived(ctx, idOf(params.id), { itemId: idIn(values, 'itemId'), reason: values.reason ?? '' });
    return m.order_undone_said();
  }),
  end: formAction({ form: 'end' }, async ({ ctx, params, values: { reason = '' } }) => {
    await endOrder(ctx, idOf(params.id), { reason });
    return m.order_ended_said();
  }),
};
