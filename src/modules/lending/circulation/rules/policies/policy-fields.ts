import { BUILT_IN } from './policy-built-in.ts';
import {
  DUE_MODES,
  HOLD_LEVELS,
  HOLD_PICKUPS,
  HOLD_PRIORITIES,
  HOLDS_ON_SHELF,
  HOURLY_ENDS,
  LIMIT_FIELDS,
  LOAN_UNITS,
  LOST_REFUNDS,
  OVERDUE_LENDINGS,
  OVERDUE_RENEWALS,
  OVERDUE_ROUNDINGS,
  RENEWAL_STARTS,
  WANTED_RENEWALS,
  type LimitField,
  type PolicyField,
} from './policy-values.ts';

/** Values of one subject, as forms and lists show them. */
export const POLICY_GROUPS = [
  {
    group: 'lending',
    fields: [
      'mayBorrow',
      'referenceOnly',
      'maxLoans',
      'severalCopies',
      'lendWithOverdues',
      'onSiteLoans',
      'onSiteApart',
      'maxOnSite',
      'maxDebtToLend',
    ],
  },
  { group: 'due', fields: ['loanLength', 'loanUnit', 'dueMode', 'hourlyEnd', 'dueWithinCard'] },
  {
    group: 'renewal',
    fields: [
      'maxRenewals',
      'renewalLength',
      'renewalFrom',
      'renewalOpensDays',
      'renewalWhileOverdue',
      'renewalWhenWanted',
      'maxDebtToRenew',
      'autoRenewal',
      'maxAutoRenewals',
      'autoRenewalDays',
    ],
  },
  {
    group: 'suspension',
    fields: [
      'suspensionPerLateDay',
      'suspensionPeriod',
      'suspensionLateClosedDays',
      'maxSuspensionDays',
      'suspensionCumulative',
      'suspensionOpenDays',
    ],
  },
  {
    group: 'fine',
    fields: [
      'finePerDay',
      'chargePeriod',
      'chargeUnit',
      'overdueRounding',
      'graceDays',
      'graceFree',
      'fineClosedDays',
      'fineCap',
      'fineCapAtPrice',
      'memberFineCap',
      'fineDiscount',
    ],
  },
  {
    group: 'hold',
    fields: [
      'maxHolds',
      'maxHoldsPerBib',
      'maxHoldsPerDay',
      'maxDebtToHold',
      'holdsOnShelf',
      'holdLevel',
      'holdShelfDays',
      'holdPickup',
      'holdPriority',
      'floating',
      'bookable',
      'maxBookingDays',
    ],
  },
  {
    group: 'money',
    fields: [
      'rentalCharge',
      'lostAtPrice',
      'defaultPrice',
      'lostCharge',
      'processingCharge',
      'feeDiscount',
      'lostRefund',
    ],
  },
] as const satisfies readonly { group: string; fields: readonly PolicyField[] }[];
export type PolicyGroup = (typeof POLICY_GROUPS)[number]['group'];
export const POLICY_FIELDS: readonly PolicyField[] = POLICY_GROUPS.flatMap(({ fields }) => [...fields]);

/** The values that are one of a fixed list. */
export const POLICY_CHOICES = {
  lendWithOverdues: OVERDUE_LENDINGS,
  loanUnit: LOAN_UNITS,
  dueMode: DUE_MODES,
  hourlyEnd: HOURLY_ENDS,
  renewalFrom: RENEWAL_STARTS,
  renewalWhileOverdue: OVERDUE_RENEWALS,
  renewalWhenWanted: WANTED_RENEWALS,
  chargeUnit: LOAN_UNITS,
  overdueRounding: OVERDUE_ROUNDINGS,
  holdsOnShelf: HOLDS_ON_SHELF,
  holdLevel: HOLD_LEVELS,
  holdPickup: HOLD_PICKUPS,
  holdPriority: HOLD_PRIORITIES,
  lostRefund: LOST_REFUNDS,
} as const satisfies Partial<Record<PolicyField, readonly string[]>>;

const choices: Partial<Record<PolicyField, readonly string[]>> = POLICY_CHOICES;
/** What a value may be; none for figures and for yes or no. */
export const choicesOf = (field: PolicyField): readonly string[] => choices[field] ?? [];

const MONEY: ReadonlySet<PolicyField> = new Set<PolicyField>([
  'finePerDay',
  'fineCap',
  'memberFineCap',
  'maxDebtToLend',
  'maxDebtToRenew',
  'maxDebtToHold',
  'rentalCharge',
  'defaultPrice',
  'lostCharge',
  'processingCharge',
]);
const PERCENT: ReadonlySet<PolicyField> = new Set<PolicyField>(['fineDiscount', 'feeDiscount']);
export type PolicyKind = 'yesNo' | 'choice' | 'money' | 'percent' | 'number';
export function kindOf(field: PolicyField): PolicyKind {
  if (choicesOf(field).length > 0) return 'choice';
  if (typeof BUILT_IN[field] === 'boolean') return 'yesNo';
  if (PERCENT.has(field)) return 'percent';
  return MONEY.has(field) ? 'money' : 'number';
}

/** May a rule say of this value that there is no limit? */
export const isLimit = (field: PolicyField): field is LimitField => LIMIT_FIELDS.some((limit) => limit === field);
