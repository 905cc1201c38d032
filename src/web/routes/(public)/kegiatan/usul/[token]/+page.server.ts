import { viewProposal } from '#modules/community/ideas';
import type { PageAccess } from '#platform/rights/access';
import { proposalView } from '#web/features/ideas/parts/proposal-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'the link of the proposal' };

/** What became of a proposal, for whoever has its link: no name and no address is on it. */
export const load: PageServerLoad = async ({ locals: { ctx }, params }) => ({
  proposal: proposalView(await viewProposal(ctx, params.token), ctx),
});
