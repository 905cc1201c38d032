import { randomUUID } from 'node:crypto';
import { foreseeVoid, getReceipt, receiptData } from '#modules/lending/charges';
import { explainError } from '#platform/requests/problem';
import { can } from '#platform/rights/authorize';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { voidAction } from '#web/features/charges/void-payment.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { page: { may: 'charges.read' }, actions: { void: { may: 'charges.pay' } } };

const receiptHref = (one: { id: number; number: string } | null) =>
  one && { number: one.number, href: localizeHref(`/staf/kas/kuitansi/${one.id}`) };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const receipt = await getReceipt(ctx, /^\d{1,15}$/.test(params.id) ? idOf(params.id) : 0);
  const member = encodeURIComponent(receipt.member.number);
  const { id, number, voids, voidedBy, method } = receipt;
  const voidable = receipt.kind === 'payment' && !voidedBy && can(ctx.actor, 'charges.pay', receipt.library.id);
  const refusal = voidable ? await foreseeVoid(ctx, id) : null;
  const handBack = { amount: formatRupiah(receipt.amount), name: receipt.member.fullName };
  const handsBack = method === 'cash' ? m.charges_void_give_back_cash : m.charges_void_give_back_qris;
  return {
    receipt: receiptData(receipt, ctx.locale),
    voids: receiptHref(voids),
    voidedBy: receiptHref(voidedBy),
    giveBack: receipt.kind === 'void' ? handsBack(handBack) : null,
    // sent along with the form: a second press changes nothing
    payment: voidable && !refusal ? { id, number, key: randomUUID() } : null,
    notVoidable: refusal && explainError(refusal, ctx.locale),
    hrefs: {
      pdf: localizeHref(`/staf/kas/kuitansi/${receipt.id}/pdf`),
      ledger: localizeHref(`/staf/anggota/${member}/tagihan`),
      desk: localizeHref(`/staf/sirkulasi?anggota=${member}&sejak=${ctx.clock.now().getTime()}`),
    },
  };
};

export const actions: Actions = { void: voidAction };
