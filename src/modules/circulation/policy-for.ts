import type { Db, Tx } from '#platform/db';
import { selectPolicies } from './data/policies.queries.ts';
import type { ResolvedPolicy } from './rules/policy-values.ts';
import type { LoanKeys } from './explain-policy.ts';
import { resolvePolicy } from './rules/resolve-policy.ts';

/** What rules for such loans. The caller has checked the permission. */
export const policyFor = async (db: Db | Tx, keys: LoanKeys): Promise<ResolvedPolicy> =>
  resolvePolicy(await selectPolicies(db), keys).policy;
