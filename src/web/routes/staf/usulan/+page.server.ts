import { listSuggestionsForStaff } from '#modules/stock/acquisition';
import type { SuggestionStatus } from '#modules/stock/acquisition/client';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { staffView } from '#web/features/acquisition/suggestion-words.server.ts';
import { panelsOf } from '#web/kit/panels/panels-of.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'suggestions.decide' };

const PATH = '/staf/usulan';
const PER_PAGE = 40;
const TABS: Readonly<Record<string, readonly SuggestionStatus[]>> = {
  menunggu: ['open'],
  nanti: ['later'],
  dibeli: ['buy'],
  selesai: ['declined', 'owned', 'arrived'],
};

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = url.searchParams.get('tampil') ?? '';
  const shown = asked in TABS ? asked : 'menunggu';
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const here = localizeHref(shown === 'menunggu' ? PATH : `${PATH}?tampil=${shown}`);
  const { data, next } = await listSuggestionsForStaff(ctx, { statuses: TABS[shown] ?? [], cursor, limit: PER_PAGE });
  return {
    panels: shown === 'menunggu' ? await panelsOf(ctx, { page: 'suggestions' }) : [],
    shown,
    tabs: Object.keys(TABS).map((key) => ({ key, href: localizeHref(`${PATH}?tampil=${key}`) })),
    suggestions: data.map((suggestion) => ({
      ...staffView(suggestion, ctx),
      href: localizeHref(`${PATH}/${suggestion.id}`),
    })),
    next: next && localizeHref(`${PATH}?tampil=${shown}&lanjut=${encodeURIComponent(next)}`),
    previous: cursor === undefined ? null : here,
  };
};
