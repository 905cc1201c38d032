import { listOwnPlans } from '#modules/community/ideas';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { backPath } from '#web/features/ideas/back-path.ts';
import { handOf } from '#web/features/ideas/hand.server.ts';
import { planView } from '#web/features/ideas/plan-words.server.ts';
import { accountRooms } from '#web/kit/frame/account-rooms.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

/** Plans of whoever looks. */
export const load: PageServerLoad = async ({ locals: { ctx }, cookies, url }) => ({
  rooms: accountRooms(),
  to: backPath(url.searchParams.get('lanjut'), '/rencana-aksi'),
  plans: (await listOwnPlans(ctx, handOf(cookies))).map((plan) => planView(plan, ctx)),
  isMember: ctx.actor.kind === 'member',
  allHref: localizeHref('/kegiatan/apa-yang-jadi'),
});
