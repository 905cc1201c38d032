import { BUILT_IN, POLICY_FIELDS, type PolicyField, type PolicyValues, type ResolvedPolicy } from './policy-values.ts';

/** Which loans a rule is for; null = any. */
export interface PolicyKeys {
  libraryId: number | null;
  categoryId: number | null;
  itemType: string | null;
}

export interface PolicyRule extends PolicyKeys, PolicyValues {
  id: number;
}

export interface Explanation<R extends PolicyRule = PolicyRule> {
  /** The rule that gave the value; null = no rule sets it, the built-in value holds. */
  rule: R | null;
  value: ResolvedPolicy[PolicyField];
  /** Every rule that applies to this loan, most specific first, with what it says about this value (null = inherits). */
  chain: { rule: R; value: PolicyValues[PolicyField] }[];
}

const applies = (rule: PolicyKeys, loan: { libraryId: number; categoryId: number; itemType: string }): boolean =>
  (rule.libraryId === null || rule.libraryId === loan.libraryId) &&
  (rule.categoryId === null || rule.categoryId === loan.categoryId) &&
  (rule.itemType === null || rule.itemType === loan.itemType);

/** More keys set = more specific (×8); among equals the library weighs more than the category, and that more than the item type. */
export function specificity(rule: PolicyKeys): number {
  const library = rule.libraryId === null ? 0 : 1;
  const category = rule.categoryId === null ? 0 : 1;
  const itemType = rule.itemType === null ? 0 : 1;
  return 8 * (library + category + itemType) + 4 * library + 2 * category + itemType;
}

/** The rules that apply to a loan, most specific first. No two of them are equally specific, since keys are unique. */
export function applicableRules<R extends PolicyRule>(
  rules: readonly R[],
  loan: { libraryId: number; categoryId: number; itemType: string },
): R[] {
  return rules.filter((rule) => applies(rule, loan)).toSorted((a, b) => specificity(b) - specificity(a));
}

/** For one value: what holds, which rule said so, and what the others said. */
export function explainField<R extends PolicyRule>(ordered: readonly R[], field: PolicyField): Explanation<R> {
  const giver = ordered.find((rule) => rule[field] !== null) ?? null;
  return {
    rule: giver,
    value: giver?.[field] ?? (field === 'renewalLength' ? explainField(ordered, 'loanLength').value : BUILT_IN[field]),
    chain: ordered.map((rule) => ({ rule, value: rule[field] })),
  };
}

/**
 * The policy of a loan by (library, member category, item type). Each value on its own comes from the most specific rule that sets
 * it; the others are inherited from the next rule in order:
 * library + category + type, library + category, library + type, category + type, library, category, type, network.
 */
export function resolvePolicy<R extends PolicyRule>(
  rules: readonly R[],
  loan: { libraryId: number; categoryId: number; itemType: string },
): { policy: ResolvedPolicy; ordered: R[] } {
  const ordered = applicableRules(rules, loan);
  const policy: ResolvedPolicy = { ...BUILT_IN };
  for (const field of POLICY_FIELDS) inherit(policy, field, ordered);
  if (ordered.every((rule) => rule.renewalLength === null)) policy.renewalLength = policy.loanLength;
  return { ordered, policy };
}

/** Sets one value to what the most specific rule says that says anything. */
function inherit<K extends PolicyField>(policy: ResolvedPolicy, field: K, ordered: readonly PolicyValues[]): void {
  for (const rule of ordered) {
    const value = rule[field];
    if (value !== null) {
      policy[field] = value;
      return;
    }
  }
}

/** The rule whose limit holds for a loan: it says which copies are counted. */
export const limitRuleOf = <R extends PolicyRule>(
  ordered: readonly R[],
  { onSite, onSiteApart }: { onSite: boolean; onSiteApart: boolean },
): R | null => {
  const field = onSite && onSiteApart ? 'maxOnSite' : 'maxLoans';
  return ordered.find((rule) => rule[field] !== null) ?? null;
};

/** A running loan of the member, as limits need to know it. */
export interface RunningLoan {
  onSite: boolean;
  itemType: string;
}

/**
 * How many running loans count towards the limit of a new one. A limit that a rule sets for an item type counts copies of that
 * type; any other counts all of the member's copies. Loans from every library of the network count: the card is one. Copies read
 * in the library count among themselves where the policy counts them apart.
 */
export function countTowardsLimit(
  limitRule: PolicyKeys | null,
  running: readonly RunningLoan[],
  { onSite, onSiteApart }: { onSite: boolean; onSiteApart: boolean },
): number {
  const type = limitRule?.itemType ?? null;
  return running.filter((loan) => (type === null || loan.itemType === type) && (!onSiteApart || loan.onSite === onSite))
    .length;
}
