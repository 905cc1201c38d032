import type { Explanation, ResolvedPolicy, StoredPolicy } from '#modules/circulation';
import type { PolicyField, PolicyKeys } from '#modules/circulation/client';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';

export interface PolicyNames {
  library(id: number): string;
  category(id: number): string;
  itemType(code: string): string;
}

/** For which loans a rule is, in words. */
export function ruleName(rule: PolicyKeys, names: PolicyNames): { place: string; about: string } {
  const about = [
    rule.categoryId === null ? null : names.category(rule.categoryId),
    rule.itemType === null ? null : names.itemType(rule.itemType),
  ].filter((part) => part !== null);
  if (rule.libraryId !== null) {
    return { place: names.library(rule.libraryId), about: about.join(' × ') || m.policy_everything() };
  }
  return about.length === 0
    ? { place: m.policy_default(), about: '' }
    : { place: m.policy_network(), about: about.join(' × ') };
}

export const fieldLabel = (field: PolicyField): string =>
  ({
    mayBorrow: m.policy_may_borrow,
    referenceOnly: m.policy_reference_only,
    maxLoans: m.policy_max_loans,
    loanLength: m.policy_loan_length,
    loanUnit: m.policy_loan_unit,
    maxRenewals: m.policy_max_renewals,
    renewalLength: m.policy_renewal_length,
    finePerDay: m.policy_fine_per_day,
    fineCap: m.policy_fine_cap,
    graceDays: m.policy_grace_days,
    suspensionPerLateDay: m.policy_suspension_per_day,
    maxSuspensionDays: m.policy_max_suspension,
    dueMode: m.policy_due_mode,
  })[field]();

const MODES = {
  push_open: () => m.policy_mode_push_open(),
  skip_closed: () => m.policy_mode_skip_closed(),
  count_all: () => m.policy_mode_count_all(),
  day: () => m.policy_unit_day(),
  hour: () => m.policy_unit_hour(),
} as const;
const isMode = (value: unknown): value is keyof typeof MODES => typeof value === 'string' && value in MODES;

/** A value as people read it; null = "no limit" for the two limits. */
export function valueInWords(field: PolicyField, value: Explanation['value']): string {
  if (value === null) return m.policy_no_limit();
  if (typeof value === 'boolean') return value ? m.policy_yes() : m.policy_no();
  if (isMode(value)) return MODES[value]();
  return field === 'finePerDay' || field === 'fineCap' ? formatRupiah(Number(value)) : String(value);
}

/** A cell of the matrix: `3 · 7 · 1`, "di tempat", or 0 where nothing is lent. */
export function cellInWords({ mayBorrow, referenceOnly, maxLoans, loanLength, loanUnit, maxRenewals }: ResolvedPolicy) {
  if (referenceOnly) return m.policy_cell_reference();
  if (!mayBorrow || maxLoans === 0) return '0';
  const length = loanUnit === 'hour' ? m.policy_cell_hours({ count: loanLength }) : String(loanLength);
  return `${maxLoans} · ${length} · ${maxRenewals}`;
}

/** Whence a value comes: set for this library (or, looking at the network, by it), from the network, or the default. */
export type Origin = 'here' | 'network' | 'default';
export function originOf(rule: StoredPolicy | null, libraryId: number | null): Origin {
  if (!rule || (rule.libraryId === null && rule.categoryId === null && rule.itemType === null)) return 'default';
  return rule.libraryId === libraryId ? 'here' : 'network';
}
export const originInWords = (origin: Origin): string =>
  ({ here: m.policy_origin_here, network: m.policy_origin_network, default: m.policy_origin_default })[origin]();
