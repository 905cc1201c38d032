import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { deleteIssues, deleteSubscriptions } from './data/brought.queries.ts';

const countOut = async (trx: Tx, ctx: Ctx, after: { subscriptions: number; issues: number }): Promise<void> =>
  recordAudit(trx, ctx, { action: 'subscription.taken_back', entity: 'subscription', entityId: 'all', after });

/** Takes issues back that another system brought, in the caller's transaction, which holds them; the caller has checked the permission. */
export async function takeBackIssues(trx: Tx, ctx: Ctx, ids: readonly number[]): Promise<void> {
  await deleteIssues(trx, ids);
  await countOut(trx, ctx, { subscriptions: 0, issues: ids.length });
}

/** The same for subscriptions, whose issues have gone before. */
export async function takeBackSubscriptions(trx: Tx, ctx: Ctx, ids: readonly number[]): Promise<void> {
  await deleteSubscriptions(trx, ids);
  await countOut(trx, ctx, { subscriptions: ids.length, issues: 0 });
}
