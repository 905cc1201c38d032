import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { deleteHolds } from '../data/brought-holds.queries.ts';
import { deleteLoans } from '../data/brought-loans.queries.ts';
import { deletePolicy } from '../data/policies.queries.ts';

/**
 * Takes loans back that another system brought, with their renewals, in the caller's transaction. The caller has checked the permission, holds the
 * rows, knows that nothing points at them, and tells the catalogue what that means for the copies that stay (`lowerLending`).
 */
export async function takeBackLoans(trx: Tx, ctx: Ctx, ids: readonly number[]): Promise<void> {
  await deleteLoans(trx, ids);
  const count = { entityId: 'all', after: { loans: ids.length } };
  await recordAudit(trx, ctx, { action: 'loan.taken_back', entity: 'loan', ...count });
}

/** The same for places in queues; whoever waits behind them moves up by that. */
export async function takeBackHolds(trx: Tx, ctx: Ctx, ids: readonly number[]): Promise<void> {
  await deleteHolds(trx, ids);
  const count = { entityId: 'all', after: { holds: ids.length } };
  await recordAudit(trx, ctx, { action: 'hold.taken_back', entity: 'hold', ...count });
}

/** The same for rules of lending, which are few. */
export async function takeBackPolicies(trx: Tx, ctx: Ctx, ids: readonly number[]): Promise<void> {
  for (const id of ids) await deletePolicy(trx, id);
  const count = { entityId: 'all', after: { rules: ids.length } };
  await recordAudit(trx, ctx, { action: 'policy.taken_back', entity: 'policy', ...count });
}
