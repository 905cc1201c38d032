import type { Ctx } from '#platform/context';
import { can } from '#platform/rights/authorize';
import { findGiver } from '../data/contributions.queries.ts';

/** The partner who gave a gift of books, for whoever sees the gift; null = none is tied to it, or it is not theirs to see. */
export async function giverOf(
  ctx: Ctx,
  donationId: number,
): Promise<{ contributionId: number; partnerId: number; partner: string } | null> {
  const found = await findGiver(ctx.db, donationId);
  if (!found || !can(ctx.actor, 'partners.manage', found.libraryId)) return null;
  return { contributionId: found.id, partnerId: found.partnerId, partner: found.partner };
}
