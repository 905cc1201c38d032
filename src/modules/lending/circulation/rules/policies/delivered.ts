import { POLICY_FIELDS, type PolicyValues } from './policy-values.ts';
import type { PolicyKeys } from './resolve-policy.ts';

/** Rules for categories that the product ships with, by the code of the category (migration `circulation`). */
const DELIVERED: Readonly<Record<string, Partial<PolicyValues>>> = { guru: { maxLoans: 5 }, umum: { maxLoans: 3 } };

/** Is it a rule for a category as the product ships it, which nobody has touched? */
export function isDelivered(categoryCode: string, rule: PolicyKeys & PolicyValues & { version: number }): boolean {
  const values = DELIVERED[categoryCode];
  if (values === undefined || rule.version > 1 || rule.libraryId !== null || rule.itemType !== null) return false;
  return POLICY_FIELDS.every((field) => rule[field] === (values[field] ?? null));
}
