import { bulkLoanErrors, findBox, getBulkLoan, packCopy, unpackCopy } from '#modules/lending/bulk-loans';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'loans.read' },
  actions: { pack: { may: 'bulk_loans.manage' }, unpack: { may: 'bulk_loans.manage' } },
};

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const { bulkLoanId, code } = await findBox(ctx, params.code);
  const loan = await getBulkLoan(ctx, bulkLoanId);
  const box = loan.boxes.find((one) => one.code === code);
  if (!box) throw bulkLoanErrors.boxNotFound({ box: code });
  return {
    code,
    nth: box.nth,
    number: loan.number,
    receiver: loan.receiver.name,
    href: localizeHref(`/staf/pinjaman-paket/${loan.id}`),
    open: box.handedOverAt === null && loan.endedAt === null && can(ctx.actor, 'bulk_loans.manage', loan.library.id),
    // the last scan on top
    items: box.items.toReversed().map(({ barcode, title, callNumber }) => ({ barcode, title, callNumber })),
  };
};

const refused = ({ message: title }: FormRefusal) => ({ tone: 'bad' as const, title, text: null });

export const actions: Actions = {
  pack: formAction({ refused }, async ({ ctx, params, values: { itemBarcode = '' } }) => {
    const { item, waiting } = await packCopy(ctx, { box: params.code, itemBarcode });
    const text = waiting > 0 ? m.bulk_packed_wanted({ count: waiting }) : null;
    return { tone: waiting > 0 ? ('warn' as const) : ('ok' as const), title: item.title, text };
  }),
  unpack: formAction({ refused }, async ({ ctx, params, values: { itemBarcode = '' } }) => {
    const title = await unpackCopy(ctx, { box: params.code, itemBarcode });
    return { tone: 'ok' as const, title, text: m.bulk_unpacked_said() };
  }),
};
