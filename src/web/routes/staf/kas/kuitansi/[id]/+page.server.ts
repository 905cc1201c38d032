import { getReceipt, receiptData } from '#modules/lending/charges';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'charges.read' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const receipt = await getReceipt(ctx, /^\d{1,15}$/.test(params.id) ? idOf(params.id) : 0);
  const member = encodeURIComponent(receipt.member.number);
  return {
    receipt: receiptData(receipt, ctx.locale),
    hrefs: {
      pdf: localizeHref(`/staf/kas/kuitansi/${receipt.id}/pdf`),
      ledger: localizeHref(`/staf/anggota/${member}/tagihan`),
      desk: localizeHref(`/staf/sirkulasi?anggota=${member}&sejak=${ctx.clock.now().getTime()}`),
    },
  };
};
