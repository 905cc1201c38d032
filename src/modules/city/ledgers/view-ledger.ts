import { getPartner } from '#modules/city/partners';
import type { Partner } from '#modules/city/partners/client';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ledger, OutsideLedger } from './client.ts';
import type { Asked } from './data/ledger.queries.ts';
import { askedOf, readLedger, readOutside } from './read-ledger.ts';
import { ledgerInput, type LedgerInput } from './schema.ts';

/**
 * What a partner gave and what came of what was done together, in a time. Needs `partners.manage`. Throws `partners.not_found`,
 * `platform.invalid_input`.
 */
export async function partnerLedger(ctx: Ctx, partnerId: number, input: LedgerInput): Promise<Ledger> {
  const { partner, asked } = await askedFor(ctx, partnerId, input);
  return { partnerId: partner.id, partner: partner.name, ...(await readLedger(ctx, asked)) };
}

/** The same as it is given out of the house, with its partner. Needs and throws the same. */
export async function givenOutLedger(
  ctx: Ctx,
  partnerId: number,
  input: LedgerInput,
): Promise<{ partner: Partner; ledger: OutsideLedger }> {
  const { partner, asked } = await askedFor(ctx, partnerId, input);
  return { partner, ledger: await readOutside(ctx, asked) };
}

async function askedFor(ctx: Ctx, partnerId: number, input: LedgerInput): Promise<{ partner: Partner; asked: Asked }> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { from, until } = parseInput(ledgerInput, input);
  // what was merged leads to what it became
  const partner = await getPartner(ctx, partnerId);
  return { partner, asked: await askedOf(ctx, { partnerIds: [partner.id], from, until }) };
}
