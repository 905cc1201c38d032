import { viewProposal } from '#modules/ideas';
import { proposalView } from '#web/ideas/proposal-words.server.ts';
import type { PageServerLoad } from './$types';

/** What became of a proposal, for whoever has its link: no name and no address is on it. */
export const load: PageServerLoad = async ({ locals: { ctx }, params }) => ({
  proposal: proposalView(await viewProposal(ctx, params.token), ctx),
});
