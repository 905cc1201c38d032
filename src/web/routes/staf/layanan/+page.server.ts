import type { PageAccess } from '#platform/rights/access';
import { can, canAnywhere } from '#platform/rights/authorize';
import { queueView } from '#web/features/service/queue-view.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'enquiries.answer' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => ({
  view: await queueView(ctx, url, 'enquiries'),
  maySet: can(ctx.actor, 'settings.manage', null),
  mayPrint: canAnywhere(ctx.actor, 'enquiries.answer'),
});
