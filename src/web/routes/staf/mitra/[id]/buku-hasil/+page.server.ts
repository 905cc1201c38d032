import { redirect } from '@sveltejs/kit';
import { getPartner } from '#modules/city/partners';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { ledgerView, yearAsked } from '#web/features/ledgers/ledger-view.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const id = idOf(params.id);
  const partner = await getPartner(ctx, id);
  // what was merged leads to what it became
  if (partner.id !== id) redirect(303, localizeHref(`/staf/mitra/${partner.id}/buku-hasil`));
  return {
    name: partner.name || m.partners_forgotten(),
    href: localizeHref(`/staf/mitra/${id}`),
    ledger: await ledgerView(ctx, partner, yearAsked(url.searchParams)),
  };
};
