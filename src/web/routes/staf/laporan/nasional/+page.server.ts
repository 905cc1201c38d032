import { listPacks } from '#modules/insights/methods';
import type { PageAccess } from '#platform/rights/access';
import { packLine, yearAsked } from '#web/features/methods/parts/pack-view.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const { year, thisYear } = await yearAsked(ctx, url);
  const packs = (await listPacks(ctx, { year })).map((pack) => packLine(pack, year, ctx.locale));
  return {
    year,
    thisYear,
    now: packs.filter(({ inForce }) => inForce),
    others: packs.filter(({ inForce }) => !inForce),
  };
};
