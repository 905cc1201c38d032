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
import type { PageAccess } from '#platform/access';
import { can, canAnywhere } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { maybeSame } from '#web/features/acquisition/maybe-same.server.ts';
import { orderDetailView, orderHref, sourceName } from '#web/features/acquisition/order-words.server.ts';
import { suggestionName } from '#web/features/acquisition/suggestion-words.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { namedForm } from '#web/kit/form/named-form.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

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

const act = async (
  event: RequestEvent,
  form: string,
  work: (ctx: Ctx, id: number, values: Record<string, string>) => Promise<string>,
) => {
  const id = idOf(event.params.id);
  return namedForm(event, { form, back: orderHref(id) }, async (ctx, values) => work(ctx, id, values));
};

/** `came-12` = so many of line 12 came, `paid-12` what one of them cost. */
const cameOf = (values: Record<string, string>) =>
  Object.entries(values).flatMap(([name, copies]) => {
    const [, lineId] = /^came-(\d+)$/.exec(name) ?? [];
    const paid = values[`paid-${lineId}`];
    if (lineId === undefined || copies.trim() === '' || copies.trim() === '0') return [];
    return [{ lineId, copies, ...(paid && { unitPrice: paid }) }];
  });

export const actions: Actions = {
  add: async (event) =>
    act(event, 'add', async (ctx, id, values) => {
      const { title = '', author = '', publisher = '', year = '', isbn = '', suggestionId = '' } = values;
      const { copies = '', unitPrice = '', libraryId = '', itemType = '', budgetId = '' } = values;
      const book = { title, author, publisher, year, isbn, suggestionId };
      await addOrderLine(ctx, id, { ...book, copies, unitPrice, libraryId, itemType, budgetId });
      return m.order_line_added();
    }),
  remove: async (event) =>
    act(event, 'remove', async (ctx, id, values) => {
      await removeOrderLine(ctx, id, idIn(values, 'lineId'));
      return m.order_line_removed();
    }),
  place: async (event) =>
    act(event, 'place', async (ctx, id, values) => {
      await placeOrder(ctx, id, { overrunReason: values.overrunReason ?? null });
      return m.order_placed();
    }),
  receive: async (event) =>
    act(event, 'receive', async (ctx, id, values) => {
      const { requestKey = '', invoice = '', overrunReason = null, ready } = values;
      await receiveDelivery(ctx, id, {
        requestKey,
        invoice,
        overrunReason,
        ready: ready === 'ya',
        lines: cameOf(values),
      });
      return m.order_received_said();
    }),
  undo: async (event) =>
    act(event, 'undo', async (ctx, id, values) => {
      await undoReceived(ctx, id, { itemId: idIn(values, 'itemId'), reason: values.reason ?? '' });
      return m.order_undone_said();
    }),
  end: async (event) =>
    act(event, 'end', async (ctx, id, values) => {
      await endOrder(ctx, id, { reason: values.reason ?? '' });
      return m.order_ended_said();
    }),
};
