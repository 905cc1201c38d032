import {
  BUILT_IN,
  BUILT_IN_POLICY,
  FOLLOWERS,
  LIMIT_FIELDS,
  NO_LIMIT,
  POLICY_FIELDS,
  SCOPED_FIELDS,
  followedBy,
  isLimit,
  isScoped,
  type LimitField,
  type LimitValues,
  type PlainField,
  type PlainValues,
  type Policy,
  type PolicyField,
  type PolicyValues,
  type ResolvedPolicy,
  type ScopedField,
} from './policy-values.ts';

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
  /** null = no limit. */
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

const asLimit = (said: LimitValues[LimitField]): number | null => (said === NO_LIMIT ? null : said);
const forAllTypes = <R extends PolicyKeys>(ordered: readonly R[]): R[] =>
  ordered.filter((rule) => rule.itemType === null);
const forOneType = <R extends PolicyKeys>(ordered: readonly R[]): R[] =>
  ordered.filter((rule) => rule.itemType !== null);

/**
 * For one value: what holds, which rule said so, and what the others said. Of a limit that holds for each scope on its own
 * (`maxLoans` …) this is the limit of everything together; {@link explainOfType} explains the other.
 */
export function explainField<R extends PolicyRule>(ordered: readonly R[], field: PolicyField): Explanation<R> {
  const about = isScoped(field) ? forAllTypes(ordered) : ordered;
  const giver = about.find((rule) => rule[field] !== null) ?? null;
  const said = giver?.[field] ?? null;
  return {
    rule: giver,
    value: said === NO_LIMIT ? null : (said ?? inheritedFromNobody(ordered, field)),
    chain: about.map((rule) => ({ rule, value: rule[field] })),
  };
}
function inheritedFromNobody(ordered: readonly PolicyRule[], field: PolicyField): ResolvedPolicy[PolicyField] {
  const other = followedBy(field);
  return other === null ? BUILT_IN[field] : explainField(ordered, other).value;
}

/** The limit of what is of this item type; `rule` and `value` null = none of its own. `chain`: the rules that name the type. */
export function explainOfType<R extends PolicyRule>(ordered: readonly R[], field: ScopedField): Explanation<R> {
  const about = forOneType(ordered);
  const giver = about.find((rule) => rule[field] !== null) ?? null;
  return {
    rule: giver,
    value: asLimit(giver?.[field] ?? null),
    chain: about.map((rule) => ({ rule, value: rule[field] })),
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
): { policy: Policy; ordered: R[] } {
  const ordered = applicableRules(rules, loan);
  const [general, special] = [forAllTypes(ordered), forOneType(ordered)];
  const policy: Policy = { ...BUILT_IN_POLICY, ofType: { ...BUILT_IN_POLICY.ofType } };
  for (const field of POLICY_FIELDS) if (!isLimit(field)) inherit(policy, field, ordered);
  for (const field of LIMIT_FIELDS) {
    const said = firstSaid(isScoped(field) ? general : ordered, field);
    if (said !== null) policy[field] = asLimit(said);
  }
  for (const field of SCOPED_FIELDS) policy.ofType[field] = asLimit(firstSaid(special, field));
  for (const { field, follows } of FOLLOWERS)
    if (ordered.every((rule) => rule[field] === null)) policy[field] = policy[follows];
  return { ordered, policy };
}

/** The policies of one member's loans, each found out once. */
export function policyReader(
  rules: readonly PolicyRule[],
  categoryId: number,
): (loan: { libraryId: number; itemType: string }) => Policy {
  const known = new Map<string, Policy>();
  return ({ libraryId, itemType }) => {
    const key = `${libraryId}/${itemType}`;
    const policy = known.get(key) ?? resolvePolicy(rules, { libraryId, categoryId, itemType }).policy;
    known.set(key, policy);
    return policy;
  };
}

/** Sets one value to what the most specific rule says that says anything. */
function inherit<K extends PlainField>(policy: ResolvedPolicy, field: K, ordered: readonly PlainValues[]): void {
  for (const rule of ordered) {
    const value = rule[field];
    if (value !== null) {
      policy[field] = value;
      return;
    }
  }
}

const firstSaid = (ordered: readonly LimitValues[], field: LimitField): LimitValues[LimitField] =>
  ordered.find((rule) => rule[field] !== null)?.[field] ?? null;

/** Are such copies not lent at all, whatever else the rules say of them? */
export const lendsNone = ({
  mayBorrow,
  maxLoans,
  ofType,
}: Pick<Policy, 'mayBorrow' | 'maxLoans' | 'ofType'>): boolean => !mayBorrow || maxLoans === 0 || ofType.maxLoans === 0;

/** Are there no holds on such copies at all? */
export const takesNoHolds = ({
  mayBorrow,
  referenceOnly,
  maxHolds,
  ofType,
}: Pick<Policy, 'mayBorrow' | 'referenceOnly' | 'maxHolds' | 'ofType'>): boolean =>
  !mayBorrow || referenceOnly || maxHolds === 0 || ofType.maxHolds === 0;
