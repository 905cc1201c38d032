import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { selectPolicies, type StoredPolicy } from '../data/policies.queries.ts';
import {
  POLICY_FIELDS,
  SCOPED_FIELDS,
  byField,
  type Policy,
  type PolicyField,
  type ScopedField,
} from '../rules/policies/policy-values.ts';
import { explainField, explainOfType, resolvePolicy, type Explanation } from '../rules/policies/resolve-policy.ts';

export interface LoanKeys {
  libraryId: number;
  categoryId: number;
  itemType: string;
}
export interface ExplainedPolicy {
  policy: Policy;
  fields: Record<PolicyField, Explanation<StoredPolicy>>;
  /** Limits of what is of this item type, beside those of everything together in `fields`. */
  ofType: Record<ScopedField, Explanation<StoredPolicy>>;
}

/** What rules for such a loan, and for every value which rule gave it and what the other rules say. */
export async function explainPolicy(ctx: Ctx, loan: LoanKeys): Promise<ExplainedPolicy> {
  authorizeAnywhere(ctx, 'loans.read');
  return explained(await selectPolicies(ctx.db), loan);
}

/** The same for every (category, item type) of one library, in one query; key `categoryId/itemType`. */
export async function policyMatrix(
  ctx: Ctx,
  libraryId: number,
  categoryIds: readonly number[],
  itemTypes: readonly string[],
): Promise<Map<string, ExplainedPolicy>> {
  authorizeAnywhere(ctx, 'loans.read');
  const rules = await selectPolicies(ctx.db);
  return new Map(
    categoryIds.flatMap((categoryId) =>
      itemTypes.map((itemType) => [`${categoryId}/${itemType}`, explained(rules, { libraryId, categoryId, itemType })]),
    ),
  );
}

function explained(rules: readonly StoredPolicy[], loan: LoanKeys): ExplainedPolicy {
  const { policy, ordered } = resolvePolicy(rules, loan);
  const fields = byField<ExplainedPolicy['fields']>(POLICY_FIELDS, (field) => explainField(ordered, field));
  const ofType = byField<ExplainedPolicy['ofType']>(SCOPED_FIELDS, (field) => explainOfType(ordered, field));
  return { policy, fields, ofType };
}
