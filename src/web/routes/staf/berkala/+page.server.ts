import { listSubscriptions } from '#modules/collection/serials';
import type { PageAccess } from '#platform/rights/access';
import { subscriptionView } from '#web/features/serials/parts/serial-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'serials.manage' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  subscriptions: (await listSubscriptions(ctx)).map((subscription) => subscriptionView(subscription, ctx)),
});
