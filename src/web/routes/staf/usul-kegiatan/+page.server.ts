import { listProposals } from '#modules/community/ideas';
import type { ProposalStatus } from '#modules/community/ideas/client';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { proposalView } from '#web/features/ideas/parts/proposal-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'ideas.manage' };

const PATH = '/staf/usul-kegiatan';
const TABS: Readonly<Record<string, readonly ProposalStatus[]>> = {
  menunggu: ['new', 'considering'],
  diterima: ['accepted'],
  ditolak: ['declined'],
};

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = url.searchParams.get('tampil') ?? '';
  const shown = asked in TABS ? asked : 'menunggu';
  const proposals = await listProposals(ctx, TABS[shown] ?? []);
  return {
    shown,
    tabs: Object.keys(TABS).map((key) => ({ key, href: localizeHref(`${PATH}?tampil=${key}`) })),
    proposals: proposals.map((one) => ({ ...proposalView(one, ctx), href: localizeHref(`${PATH}/${one.id}`) })),
  };
};
