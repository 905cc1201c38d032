import type { DueMode, LoanUnit } from './compute-due-date.ts';

/** Which loans a rule is for; null = any. */
export interface PolicyKeys {
  libraryId: number | null;
  categoryId: number | null;
  itemType: string | null;
}

/** The values of a rule; null = inherit from a less specific rule. 0 is zero, never "inherit". */
export interface PolicyValues {
  mayBorrow: boolean | null;
  /** Read in the library only. */
  referenceOnly: boolean | null;
  maxLoans: number | null;
  loanLength: number | null;
  loanUnit: LoanUnit | null;
  maxRenewals: number | null;
  /** In the loan's unit; where no rule sets it, the loan length. */
  renewalLength: number | null;
  finePerDay: number | null;
  fineCap: number | null;
  graceDays: number | null;
  suspensionPerLateDay: number | null;
  maxSuspensionDays: number | null;
  dueMode: DueMode | null;
}
export type PolicyField = keyof PolicyValues;

export interface PolicyRule extends PolicyKeys, PolicyValues {
  id: number;
}

/** What rules for one loan, with no gaps: what no rule sets is what an empty installation would do. */
export interface ResolvedPolicy {
  mayBorrow: boolean;
  referenceOnly: boolean;
  maxLoans: number;
  loanLength: number;
  loanUnit: LoanUnit;
  maxRenewals: number;
  renewalLength: number;
  finePerDay: number;
  /** null = no cap. */
  fineCap: number | null;
  graceDays: number;
  suspensionPerLateDay: number;
  /** null = no limit. */
  maxSuspensionDays: number | null;
  dueMode: DueMode;
}

export interface Explanation<R extends PolicyRule = PolicyRule> {
  /** The rule that gave the value; null = no rule sets it, the built-in value holds. */
  rule: R | null;
  value: ResolvedPolicy[PolicyField];
  /** Every rule that applies to this loan, most specific first, with what it says about this value (null = inherits). */
  chain: { rule: R; value: PolicyValues[PolicyField] }[];
}

export const POLICY_FIELDS = [
  'mayBorrow',
  'referenceOnly',
  'maxLoans',
  'loanLength',
  'loanUnit',
  'maxRenewals',
  'renewalLength',
  'finePerDay',
  'fineCap',
  'graceDays',
  'suspensionPerLateDay',
  'maxSuspensionDays',
  'dueMode',
] as const satisfies readonly PolicyField[];

const BUILT_IN: ResolvedPolicy = {
  mayBorrow: true,
  referenceOnly: false,
  maxLoans: 2,
  loanLength: 7,
  loanUnit: 'day',
  maxRenewals: 0,
  renewalLength: 7,
  finePerDay: 0,
  fineCap: null,
  graceDays: 0,
  suspensionPerLateDay: 0,
  maxSuspensionDays: null,
  dueMode: 'push_open',
};

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
): { policy: ResolvedPolicy; ordered: R[]; limitRule: R | null } {
  const ordered = applicableRules(rules, loan);
  const pick = <K extends PolicyField>(field: K): PolicyValues[K] | undefined =>
    ordered.find((rule) => rule[field] !== null)?.[field];
  const loanLength = pick('loanLength') ?? BUILT_IN.loanLength;
  return {
    ordered,
    limitRule: ordered.find((rule) => rule.maxLoans !== null) ?? null,
    policy: {
      mayBorrow: pick('mayBorrow') ?? BUILT_IN.mayBorrow,
      referenceOnly: pick('referenceOnly') ?? BUILT_IN.referenceOnly,
      maxLoans: pick('maxLoans') ?? BUILT_IN.maxLoans,
      loanLength,
      loanUnit: pick('loanUnit') ?? BUILT_IN.loanUnit,
      maxRenewals: pick('maxRenewals') ?? BUILT_IN.maxRenewals,
      renewalLength: pick('renewalLength') ?? loanLength,
      finePerDay: pick('finePerDay') ?? BUILT_IN.finePerDay,
      fineCap: pick('fineCap') ?? BUILT_IN.fineCap,
      graceDays: pick('graceDays') ?? BUILT_IN.graceDays,
      suspensionPerLateDay: pick('suspensionPerLateDay') ?? BUILT_IN.suspensionPerLateDay,
      maxSuspensionDays: pick('maxSuspensionDays') ?? BUILT_IN.maxSuspensionDays,
      dueMode: pick('dueMode') ?? BUILT_IN.dueMode,
    },
  };
}

/**
 * How many running loans count towards the limit. A limit that a rule sets for an item type counts copies of that type; any other
 * counts all of the member's copies. Loans from every library of the network count: the card is one.
 */
export function countTowardsLimit(limitRule: PolicyKeys | null, openByType: Readonly<Record<string, number>>): number {
  const type = limitRule?.itemType ?? null;
  if (type !== null) return openByType[type] ?? 0;
  return Object.values(openByType).reduce((sum, count) => sum + count, 0);
}
