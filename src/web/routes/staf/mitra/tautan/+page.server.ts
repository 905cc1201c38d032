import { listPages } from '#modules/city/partners';
import type { PageAccess } from '#platform/rights/access';
import { pageLine } from '#web/features/partners/pages/partner-links.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

const PER_PAGE = 50;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const cursor = url.searchParams.get('setelah') ?? undefined;
  const { data, next } = await listPages(ctx, { cursor, limit: PER_PAGE });
  return {
    pages: data.map((line) => pageLine(line, ctx.locale)),
    next: next === null ? null : `?setelah=${encodeURIComponent(next)}`,
  };
};
