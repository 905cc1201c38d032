import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { findPolicy, selectPolicies, type StoredPolicy } from '../data/policies.queries.ts';
import { circulationErrors } from '../errors.ts';

/** Every rule of the network. Rules are no secret for staff: needs any of `loans.read`, at any library. */
export async function listPolicies(ctx: Ctx): Promise<readonly StoredPolicy[]> {
  authorizeAnywhere(ctx, 'loans.read');
  return selectPolicies(ctx.db);
}

/** Throws `circulation.policy_not_found`. */
export async function getPolicy(ctx: Ctx, id: number): Promise<StoredPolicy> {
  authorizeAnywhere(ctx, 'loans.read');
  const rule = await findPolicy(ctx.db, id);
  if (!rule) throw circulationErrors.policyNotFound();
  return rule;
}
