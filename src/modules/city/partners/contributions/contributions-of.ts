import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { LocalDate } from '#shared/dates';
import { selectReceived, sumReceived } from '../data/contributions.queries.ts';
import { getPartner } from '../register/view-partners.ts';
import type { PartnerContributions } from './shown.ts';

/** More lines than these are summed and not shown one by one. */
const MOST_LINES = 500;

interface Span {
  /** Both days belong to it. */
  from: LocalDate;
  until: LocalDate;
}

/**
 * What came of a partner in a period, to all libraries, with sums by kinds: each contribution counts once, on its first day; what is void or
 * only promised does not. Of a merged partner what it became. Needs `partners.manage`. Throws `partners.not_found`.
 */
export async function contributionsOf(ctx: Ctx, partnerId: number, span: Span): Promise<PartnerContributions> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { id } = await getPartner(ctx, partnerId);
  return readContributions(ctx.db, id, span);
}

/** The same without a look at who asks: that is the caller's affair. */
export async function readContributions(
  db: Db,
  partnerId: number,
  { from, until }: Span,
): Promise<PartnerContributions> {
  const kinds = await sumReceived(db, { partnerId, from, until });
  const total = (of: 'count' | 'value' | 'unvalued'): number => kinds.reduce((sum, kind) => sum + kind[of], 0);
  return {
    lines: await selectReceived(db, { partnerId, from, until, limit: MOST_LINES }),
    kinds,
    ...{ count: total('count'), value: total('value'), unvalued: total('unvalued') },
  };
}
