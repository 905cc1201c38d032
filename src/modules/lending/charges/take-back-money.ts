import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { deleteBroughtLines } from './data/brought-money.queries.ts';

/**
 * Takes money back that another system brought, in the caller's transaction. The caller has checked the permission, and knows that nothing here has
 * been booked against it. Balances are sums of lines: they are then what they were before.
 */
export async function takeBackMoney(trx: Tx, ctx: Ctx, lineIds: readonly number[]): Promise<void> {
  await deleteBroughtLines(trx, lineIds);
  const count = { entityId: 'ledger', after: { lines: lineIds.length } };
  await recordAudit(trx, ctx, { action: 'charge.taken_back', entity: 'member', ...count });
}
