import { listOrders } from '#modules/stock/acquisition';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { orderView } from '#web/features/acquisition/order-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'orders.manage' };

const PATH = '/staf/pengadaan';
const PER_PAGE = 40;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const { data, next } = await listOrders(ctx, { cursor, limit: PER_PAGE });
  return {
    orders: data.map((order) => orderView(order, ctx)),
    next: next && localizeHref(`${PATH}?lanjut=${encodeURIComponent(next)}`),
    previous: cursor === undefined ? null : localizeHref(PATH),
  };
};
