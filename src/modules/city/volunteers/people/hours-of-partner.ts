import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { addDays, instantAt } from '#shared/dates';
import type { PartnerHours } from '../client.ts';
import { sumOfPartner } from '../data/partner-hours.queries.ts';

/**
 * Who volunteers for a partner now, and how many of theirs came and how long from one day to another, both included, also of who left since. Sums,
 * no names: for whoever keeps partners. Needs `partners.manage`.
 */
export async function hoursOfPartner(
  ctx: Ctx,
  partnerId: number,
  { from, until }: { from: string; until: string },
): Promise<PartnerHours> {
  authorizeAnywhere(ctx, 'partners.manage');
  const zone = await networkZone(ctx.db);
  const days = { after: instantAt(from, 0, zone), before: instantAt(addDays(until, 1), 0, zone) };
  return sumOfPartner(ctx.db, partnerId, days);
}
