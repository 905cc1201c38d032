import { pageScope, type PageKey } from '#modules/city/partners';
import type { Ctx } from '#platform/context';
import type { OutsideLedger } from './client.ts';
import { selectComing, type ComingSession } from './data/ledger.queries.ts';
import { ledgerPeriod } from './ledger-periods.ts';
import { askedOf, readOutside } from './read-ledger.ts';

/** So many sessions ahead are told. */
const MOST_COMING = 10;

/**
 * What came of the work with a partner since the beginning until the end of the last month, for whoever has the link to its page; null: staff opened no results, or the link is
 * for one agreement alone. Throws `partners.link_not_found`, `platform.too_many_requests`.
 */
export async function ledgerByLink(ctx: Ctx, key: PageKey): Promise<OutsideLedger | null> {
  const { partnerId, whole, sections } = await pageScope(ctx, key);
  if (!whole || !sections.includes('results')) return null;
  const asked = await askedOf(ctx, { partnerIds: [partnerId], ...(await ledgerPeriod(ctx, null)) });
  return readOutside(ctx, asked);
}

/** Sessions ahead of what is done together, for the same; empty where staff did not open what is coming. Throws the same. */
export async function comingByLink(ctx: Ctx, key: PageKey): Promise<ComingSession[]> {
  const { partnerId, whole, sections } = await pageScope(ctx, key);
  if (!whole || !sections.includes('coming')) return [];
  return selectComing(ctx.db, { partnerId, now: ctx.clock.now(), limit: MOST_COMING });
}
