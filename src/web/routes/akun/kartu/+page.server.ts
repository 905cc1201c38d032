import { getOwnMember } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { ownCard } from '#web/features/members/parts/own-card.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  card: await ownCard(ctx, await getOwnMember(ctx)),
});
