import {
  addBox,
  cancelBulkLoan,
  extendBulkLoan,
  getBulkLoan,
  handOver,
  reportMissing,
} from '#modules/lending/bulk-loans';
import type { BoxedItem } from '#modules/lending/bulk-loans/client';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { formatInstant } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { bulkLoanView } from '#web/features/bulk-loans/bulk-loan-words.server.ts';
import { wishesView } from '#web/features/bulk-loans/request-view.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { textsIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'loans.read' },
  actions: {
    box: { may: 'bulk_loans.manage' },
    handOver: { may: 'bulk_loans.manage' },
    extend: { may: 'bulk_loans.manage' },
    cancel: { may: 'bulk_loans.manage' },
    missing: { may: 'bulk_loans.manage' },
  },
};

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const loan = await getBulkLoan(ctx, idOf(params.id));
  const may = can(ctx.actor, 'bulk_loans.manage', loan.library.id) && loan.endedAt === null;
  const path = `/staf/pinjaman-paket/${loan.id}`;
  return {
    loan: bulkLoanView(loan, ctx),
    may,
    packing: loan.status === 'packing',
    wishes: await wishesView(ctx, loan.id),
    slipHref: localizeHref(`${path}/tanda-terima`),
    labelsHref: localizeHref(`${path}/label`),
    exchangeHref: localizeHref('/staf/pinjaman-paket/kembali'),
    boxes: loan.boxes.map((box) => {
      const away = box.handedOverAt !== null;
      return {
        nth: box.nth,
        code: box.code,
        note: box.note,
        packHref: localizeHref(`/staf/pinjaman-paket/kotak/${box.code}`),
        handedOver: box.handedOverAt && formatInstant(box.handedOverAt, loan.library.timeZone, ctx.locale),
        open: may && !away,
        items: box.items.map((item) => ({
          barcode: item.barcode,
          title: item.title,
          callNumber: item.callNumber,
          away: away && item.fate === null,
          ...stateOf(item, away),
        })),
      };
    }),
  };
};

function stateOf(
  { fate, onLoan, foundAt, charged }: BoxedItem,
  away: boolean,
): { kind: 'on' | 'out' | 'wait' | 'late'; state: string } {
  if (fate === 'returned') return { kind: 'on', state: m.bulk_item_returned() };
  if (foundAt !== null) return { kind: 'on', state: m.bulk_item_found() };
  if (fate === 'lost' && charged > 0) {
    return { kind: 'late', state: m.bulk_item_lost_charged({ amountText: formatRupiah(charged) }) };
  }
  if (fate === 'lost') return { kind: 'late', state: m.bulk_item_lost() };
  if (fate === 'claimed') return { kind: 'late', state: m.bulk_item_claimed() };
  if (!away) return { kind: 'wait', state: m.bulk_item_packed() };
  return { kind: 'out', state: onLoan ? m.bulk_item_with_reader() : m.bulk_item_away() };
}

export const actions: Actions = {
  box: formAction({ form: 'box' }, async ({ ctx, params, values }) => {
    await addBox(ctx, idOf(params.id), values.note);
    return m.bulk_box_added();
  }),
  handOver: formAction({ form: 'handOver' }, async ({ ctx, params }) =>
    m.bulk_handed_over_said(await handOver(ctx, idOf(params.id))),
  ),
  extend: formAction({ form: 'extend' }, async ({ ctx, params, values: { dueOn = '', reason = '' } }) => {
    await extendBulkLoan(ctx, idOf(params.id), { dueOn, reason });
    return m.bulk_extended_said();
  }),
  cancel: formAction({ form: 'cancel' }, async ({ ctx, params }) => {
    await cancelBulkLoan(ctx, idOf(params.id));
    return m.bulk_cancelled_said();
  }),
  missing: formAction({ form: 'missing' }, async ({ ctx, params, values, data }) => {
    const itemBarcodes = textsIn(data, 'barcode');
    const fate = values.fate === 'claimed' ? 'claimed' : 'lost';
    const { count, charged } = await reportMissing(ctx, idOf(params.id), {
      itemBarcodes,
      fate,
      note: values.note ?? '',
    });
    if (charged === 0) return m.bulk_missing_said({ count });
    return m.bulk_missing_charged_said({ count, amountText: formatRupiah(charged) });
  }),
};
