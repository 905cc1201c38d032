import { listDonations } from '#modules/stock/acquisition';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { donationView } from '#web/features/acquisition/donation-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'donations.manage' };

const PATH = '/staf/hibah';
const PER_PAGE = 40;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const { data, next } = await listDonations(ctx, { cursor, limit: PER_PAGE });
  return {
    donations: data.map((donation) => donationView(donation, ctx)),
    next: next && localizeHref(`${PATH}?lanjut=${encodeURIComponent(next)}`),
    previous: cursor === undefined ? null : localizeHref(PATH),
  };
};
