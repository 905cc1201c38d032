import type { Db, Tx } from '#platform/database/db';
import { selectPolicies } from '../data/policies.queries.ts';
import type { Policy } from '../rules/policies/policy-values.ts';
import type { PolicyRule } from '../rules/policies/resolve-policy.ts';
import type { LoanKeys } from './explain-policy.ts';
import { resolvePolicy } from '../rules/policies/resolve-policy.ts';

/** What rules for such loans. The caller has checked the permission. */
export const policyFor = async (db: Db | Tx, keys: LoanKeys): Promise<Policy> =>
  resolvePolicy(await selectPolicies(db), keys).policy;

/** The rules that can hold for loans of a library, for a desk that has to know them by itself. The caller has checked the permission. */
export const policyRulesAt = async (db: Db | Tx, libraryId: number): Promise<PolicyRule[]> =>
  (await selectPolicies(db))
    .filter((rule) => rule.libraryId === null || rule.libraryId === libraryId)
    .map(({ version: _version, updatedAt: _updatedAt, ...rule }) => rule);
