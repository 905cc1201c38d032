import type { Order, OrderDetail } from '#modules/stock/acquisition';
import type { BudgetSource, OrderStatus } from '#modules/stock/acquisition/client';
import type { Ctx } from '#platform/context';
import { formatDate, formatInstant, localDate } from '#shared/dates';
import { formatIsbn13 } from '#shared/isbn';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { MaybeSame } from './maybe-same.server.ts';

type Speaks = Pick<Ctx, 'locale'>;

const STATES: Record<OrderStatus, { kind: 'on' | 'wait' | 'off' | 'out'; words: () => string }> = {
  draft: { kind: 'out', words: () => m.order_state_draft() },
  ordered: { kind: 'wait', words: () => m.order_state_ordered() },
  partly_received: { kind: 'wait', words: () => m.order_state_partly_received() },
  received: { kind: 'on', words: () => m.order_state_received() },
  closed: { kind: 'off', words: () => m.order_state_closed() },
  cancelled: { kind: 'off', words: () => m.order_state_cancelled() },
};

const SOURCES: Record<BudgetSource, () => string> = {
  apbd: () => m.budget_source_apbd(),
  dak: () => m.budget_source_dak(),
  bos: () => m.budget_source_bos(),
  hibah: () => m.budget_source_hibah(),
  csr: () => m.budget_source_csr(),
  lain: () => m.budget_source_lain(),
};
export const sourceName = (source: BudgetSource): string => SOURCES[source]();

export const orderHref = (id: number): string => localizeHref(`/staf/pengadaan/${id}`);

/** An order in a list. */
export const orderView = (order: Order, { locale }: Speaks) => ({
  id: order.id,
  href: orderHref(order.id),
  number: order.number,
  supplier: order.supplier,
  library: order.library.name,
  state: STATES[order.status].words(),
  kind: STATES[order.status].kind,
  made: formatDate(localDate(order.createdAt, order.library.timeZone), locale, 'medium'),
  received: m.order_received_of({ received: order.received, copies: order.copies }),
  total: formatRupiah(order.total),
});

/** The same with its titles and what came. */
export const orderDetailView = (order: OrderDetail, ctx: Speaks, maybe: (bibId: number) => MaybeSame[]) => ({
  ...orderView(order, ctx),
  supplierAddress: order.supplierAddress,
  note: order.note,
  endReason: order.endReason,
  by: m.order_by({
    name: order.createdBy,
    when: formatInstant(order.createdAt, order.library.timeZone, ctx.locale, 'medium'),
  }),
  lines: order.lines.map((line) => ({
    id: line.id,
    title: line.title,
    about: [
      line.author,
      [line.publisher, line.year].filter(Boolean).join(', '),
      line.isbn === null ? '' : `ISBN ${formatIsbn13(line.isbn)}`,
    ]
      .filter(Boolean)
      .join(' · '),
    copies: line.copies,
    received: line.received,
    open: line.copies - line.received,
    unitPrice: line.unitPrice,
    price: formatRupiah(line.unitPrice),
    sum: formatRupiah(line.unitPrice * line.copies),
    library: line.library.name,
    budget: line.budget.name,
  })),
  deliveries: order.deliveries.map((delivery) => ({
    id: delivery.id,
    invoice: delivery.invoice,
    by: m.order_delivery_by({
      when: formatInstant(delivery.receivedAt, order.library.timeZone, ctx.locale),
      name: delivery.receivedBy,
    }),
    copies: delivery.copies.map((copy, at, all) => ({
      itemId: copy.itemId,
      // said once of a title, however many copies came
      maybe: all.findIndex(({ bibId }) => bibId === copy.bibId) === at ? maybe(copy.bibId) : [],
      href: localizeHref(`/katalog/${copy.bibId}`),
      title: copy.title,
      barcode: copy.barcode,
      accessionNumber: copy.accessionNumber,
      price: formatRupiah(copy.price),
      undone: copy.undoneReason === null ? null : m.order_undone({ reason: copy.undoneReason }),
    })),
  })),
});
