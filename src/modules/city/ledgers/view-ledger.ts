import { getPartner } from '#modules/city/partners';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ledger } from './client.ts';
import { askedOf, readLedger } from './read-ledger.ts';
import { ledgerInput, type LedgerInput } from './schema.ts';

/**
 * What a partner gave and what came of what was done together, in a time. Needs `partners.manage`. Throws `partners.not_found`,
 * `platform.invalid_input`.
 */
export async function partnerLedger(ctx: Ctx, partnerId: number, input: LedgerInput): Promise<Ledger> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { from, until } = parseInput(ledgerInput, input);
  // what was merged leads to what it became
  const { id, name } = await getPartner(ctx, partnerId);
  const asked = await askedOf(ctx, { partnerIds: [id], from, until });
  return { partnerId: id, partner: name, ...(await readLedger(ctx, asked)) };
}
