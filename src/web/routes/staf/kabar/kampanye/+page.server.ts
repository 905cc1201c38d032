import { countCampaigns, listCampaigns } from '#modules/city/campaigns';
import { nameLibraries } from '#modules/ground/libraries';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { CAMPAIGNS, campaignRow, VIEWS } from '#web/features/campaigns/campaign-view.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['campaigns.manage', 'campaigns.approve'] };

const PER_PAGE = 50;

export const load: PageServerLoad = async ({ locals: { ctx }, url: { searchParams } }) => {
  const tab = searchParams.get('tampil') ?? '';
  const shown = Object.hasOwn(VIEWS, tab) ? tab : 'berjalan';
  const cursor = searchParams.get('lanjut') ?? undefined;
  const counts = await countCampaigns(ctx);
  const { data, next } = await listCampaigns(ctx, {
    ...{ view: VIEWS[shown]?.view ?? 'running', cursor, limit: PER_PAGE },
  });
  const at = { libraryOf: await nameLibraries(ctx), locale: ctx.locale };
  const hrefOf = (key: string, from: string | null = null): string =>
    localizeHref(`${CAMPAIGNS}?${new URLSearchParams({ tampil: key, ...(from && { lanjut: from }) }).toString()}`);
  return {
    shown,
    tabs: Object.entries(VIEWS).map(([key, { view, label }]) => ({
      ...{ key, label: label(), count: counts[view], href: hrefOf(key) },
    })),
    campaigns: data.map((line) => campaignRow(line, at)),
    next: next && hrefOf(shown, next),
    previous: cursor === undefined ? null : hrefOf(shown),
    newHref: canAnywhere(ctx.actor, 'campaigns.manage') ? localizeHref(`${CAMPAIGNS}/baru`) : null,
  };
};
