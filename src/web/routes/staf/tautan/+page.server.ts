import { listLinks } from '#modules/stock/links';
import type { PageAccess } from '#platform/rights/access';
import { linkView } from '#web/features/links/link-words.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'links.manage' };

const PER_PAGE = 50;

export const load: PageServerLoad = async ({ locals: { ctx, services }, url }) => {
  const q = url.searchParams.get('q')?.trim().slice(0, 100) ?? '';
  const retired = url.searchParams.get('tampil') === 'berhenti';
  const cursor = url.searchParams.get('lanjut');
  const { data, next } = await listLinks(ctx, { q, retired, limit: PER_PAGE, ...(cursor !== null && { cursor }) });
  const on = new URLSearchParams(url.searchParams);
  if (next !== null) on.set('lanjut', next);
  return {
    q,
    retired,
    links: data.map((link) => linkView(link, ctx, siteOrigin(services, url))),
    next: next === null ? null : `?${on}`,
  };
};
