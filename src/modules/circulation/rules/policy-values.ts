/**
 * The values that a loan rule may set, their fixed choices, and what holds where no rule sets them. Everything that lists values
 * (resolution, API, form, matrix) goes by this file. Browser-safe.
 */
export const LOAN_UNITS = ['day', 'hour'] as const;
export type LoanUnit = (typeof LOAN_UNITS)[number];

/**
 * `count_all`: every day counts and the date stays where it falls. `push_open`: every day counts, then the date moves to the next
 * open day. `skip_closed`: only open days (for hours: open hours) count. `keep_weekday`: like `push_open`, but a loan of whole
 * weeks moves by weeks, so that it ends on the weekday on which it began.
 */
export const DUE_MODES = ['push_open', 'skip_closed', 'count_all', 'keep_weekday'] as const;
export type DueMode = (typeof DUE_MODES)[number];

/** Where an hourly loan ends that would run past closing: as the due mode says, at that closing, or when the library opens next. */
export const HOURLY_ENDS = ['by_mode', 'closing', 'next_opening'] as const;
export type HourlyEnd = (typeof HOURLY_ENDS)[number];

/** Lending to a member who has overdue copies: goes on, asks the desk to confirm, or is refused. */
export const OVERDUE_LENDINGS = ['allow', 'confirm', 'block'] as const;
export const RENEWAL_STARTS = ['due_date', 'today'] as const;
/** A member with overdue copies: renews all the same, all but the overdue ones, or none. */
export const OVERDUE_RENEWALS = ['allow', 'block_item', 'block_all'] as const;
/** A charge period counts when it has begun (`start`), or only when it is over (`end`). */
export const OVERDUE_ROUNDINGS = ['start', 'end'] as const;
export const HOLDS_ON_SHELF = ['allow', 'if_any_out', 'if_all_out'] as const;
/** A hold is on any copy of the title (`bib`), on one copy (`item`), or as the member likes. */
export const HOLD_LEVELS = ['any', 'bib', 'item'] as const;
export const HOLD_PICKUPS = ['any', 'item_library', 'member_library'] as const;
/** Whom a copy that comes back serves first: strictly the queue, who collects where the copy belongs, or its library's members. */
export const HOLD_PRIORITIES = ['none', 'pickup', 'member_library'] as const;
/** What comes back to the member when a lost copy is found: nothing, what is still unpaid, or also what was paid. */
export const LOST_REFUNDS = ['none', 'unpaid', 'all'] as const;

/** What rules for one loan, with no gaps. Money in whole rupiah. */
export interface ResolvedPolicy {
  mayBorrow: boolean;
  /** Read in the library only. */
  referenceOnly: boolean;
  maxLoans: number;
  /** Several copies of one record at the same time. */
  severalCopies: boolean;
  lendWithOverdues: (typeof OVERDUE_LENDINGS)[number];
  /** Loans for reading in the library, due at closing. */
  onSiteLoans: boolean;
  /** On-site loans have a limit of their own instead of counting towards `maxLoans`. */
  onSiteApart: boolean;
  /** null = no limit. */
  maxOnSite: number | null;

  loanLength: number;
  loanUnit: LoanUnit;
  dueMode: DueMode;
  hourlyEnd: HourlyEnd;
  /** Never due after the card has expired. */
  dueWithinCard: boolean;

  maxRenewals: number;
  /** In the loan's unit; where no rule sets it, the loan length. */
  renewalLength: number;
  renewalFrom: (typeof RENEWAL_STARTS)[number];
  /** How many days before the due date renewing begins; null = at any time. */
  renewalOpensDays: number | null;
  renewalWhileOverdue: (typeof OVERDUE_RENEWALS)[number];
  autoRenewal: boolean;
  /** How many of the renewals may be automatic; null = all. */
  maxAutoRenewals: number | null;
  /** No automatic renewal past so many days since the loan; null = no limit. */
  autoRenewalDays: number | null;

  /** For each charge period, which is a day unless `chargePeriod` and `chargeUnit` say otherwise. */
  finePerDay: number;
  chargePeriod: number;
  chargeUnit: LoanUnit;
  overdueRounding: (typeof OVERDUE_ROUNDINGS)[number];
  /** Up to so many late days nothing is due. */
  graceDays: number;
  /** The days of grace stay free also for who is later still. */
  graceFree: boolean;
  /** Closed days count as late days in the fine. */
  fineClosedDays: boolean;
  /** Per loan; null = no cap. */
  fineCap: number | null;
  /** A fine is never more than the price of the copy, where that is known. */
  fineCapAtPrice: boolean;
  /** All unpaid fines of a member together; null = no cap. */
  memberFineCap: number | null;

  /** Days without borrowing for each `suspensionPeriod` late days. */
  suspensionPerLateDay: number;
  suspensionPeriod: number;
  /** Closed days count as late days in the suspension. */
  suspensionLateClosedDays: boolean;
  /** null = no limit. */
  maxSuspensionDays: number | null;
  /** Begins when a suspension that runs already is over, instead of beside it. */
  suspensionCumulative: boolean;
  /** Lasts so many open days instead of calendar days. */
  suspensionOpenDays: boolean;

  maxHolds: number;
  maxHoldsPerBib: number;
  /** null = no limit. */
  maxHoldsPerDay: number | null;
  holdsOnShelf: (typeof HOLDS_ON_SHELF)[number];
  holdLevel: (typeof HOLD_LEVELS)[number];
  /** How many days, the first included, a copy waits on the hold shelf. */
  holdShelfDays: number;
  holdPickup: (typeof HOLD_PICKUPS)[number];
  holdPriority: (typeof HOLD_PRIORITIES)[number];
  /** A copy stays where it came back instead of travelling home. */
  floating: boolean;
  /** May be booked for a period … */
  bookable: boolean;
  /** … of so many days at the longest. */
  maxBookingDays: number;

  rentalCharge: number;
  /** For a lost copy whose price is not known or not asked. */
  lostCharge: number;
  /** A lost copy costs its price, where that is known. */
  lostAtPrice: boolean;
  processingCharge: number;
  lostRefund: (typeof LOST_REFUNDS)[number];
}
export type PolicyField = keyof ResolvedPolicy;

/** The values of a rule; null = inherit from a less specific rule. 0 is zero, never "inherit". */
export type PolicyValues = { [K in PolicyField]: ResolvedPolicy[K] | null };

/** What holds where no rule sets a value. `renewalLength` then follows the loan length. */
export const BUILT_IN: ResolvedPolicy = {
  mayBorrow: true,
  referenceOnly: false,
  maxLoans: 2,
  severalCopies: true,
  lendWithOverdues: 'allow',
  onSiteLoans: true,
  onSiteApart: true,
  maxOnSite: null,
  loanLength: 7,
  loanUnit: 'day',
  dueMode: 'push_open',
  hourlyEnd: 'by_mode',
  dueWithinCard: false,
  maxRenewals: 0,
  renewalLength: 7,
  renewalFrom: 'due_date',
  renewalOpensDays: null,
  renewalWhileOverdue: 'block_item',
  autoRenewal: false,
  maxAutoRenewals: null,
  autoRenewalDays: null,
  finePerDay: 0,
  chargePeriod: 1,
  chargeUnit: 'day',
  overdueRounding: 'start',
  graceDays: 0,
  graceFree: false,
  fineClosedDays: false,
  fineCap: null,
  fineCapAtPrice: false,
  memberFineCap: null,
  suspensionPerLateDay: 0,
  suspensionPeriod: 1,
  suspensionLateClosedDays: false,
  maxSuspensionDays: null,
  suspensionCumulative: false,
  suspensionOpenDays: false,
  maxHolds: 5,
  maxHoldsPerBib: 1,
  maxHoldsPerDay: null,
  holdsOnShelf: 'allow',
  holdLevel: 'any',
  holdShelfDays: 3,
  holdPickup: 'any',
  holdPriority: 'none',
  floating: false,
  bookable: false,
  maxBookingDays: 31,
  rentalCharge: 0,
  lostCharge: 0,
  lostAtPrice: false,
  processingCharge: 0,
  lostRefund: 'unpaid',
};

/** A rule that inherits everything. */
export const NOTHING_SET: PolicyValues = {
  mayBorrow: null,
  referenceOnly: null,
  maxLoans: null,
  severalCopies: null,
  lendWithOverdues: null,
  onSiteLoans: null,
  onSiteApart: null,
  maxOnSite: null,
  loanLength: null,
  loanUnit: null,
  dueMode: null,
  hourlyEnd: null,
  dueWithinCard: null,
  maxRenewals: null,
  renewalLength: null,
  renewalFrom: null,
  renewalOpensDays: null,
  renewalWhileOverdue: null,
  autoRenewal: null,
  maxAutoRenewals: null,
  autoRenewalDays: null,
  finePerDay: null,
  chargePeriod: null,
  chargeUnit: null,
  overdueRounding: null,
  graceDays: null,
  graceFree: null,
  fineClosedDays: null,
  fineCap: null,
  fineCapAtPrice: null,
  memberFineCap: null,
  suspensionPerLateDay: null,
  suspensionPeriod: null,
  suspensionLateClosedDays: null,
  maxSuspensionDays: null,
  suspensionCumulative: null,
  suspensionOpenDays: null,
  maxHolds: null,
  maxHoldsPerBib: null,
  maxHoldsPerDay: null,
  holdsOnShelf: null,
  holdLevel: null,
  holdShelfDays: null,
  holdPickup: null,
  holdPriority: null,
  floating: null,
  bookable: null,
  maxBookingDays: null,
  rentalCharge: null,
  lostCharge: null,
  lostAtPrice: null,
  processingCharge: null,
  lostRefund: null,
};

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
    ],
  },
  {
    group: 'hold',
    fields: [
      'maxHolds',
      'maxHoldsPerBib',
      'maxHoldsPerDay',
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
  { group: 'money', fields: ['rentalCharge', 'lostCharge', 'lostAtPrice', 'processingCharge', 'lostRefund'] },
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
  'rentalCharge',
  'lostCharge',
  'processingCharge',
]);
export type PolicyKind = 'yesNo' | 'choice' | 'money' | 'number';
export function kindOf(field: PolicyField): PolicyKind {
  if (choicesOf(field).length > 0) return 'choice';
  if (typeof BUILT_IN[field] === 'boolean') return 'yesNo';
  return MONEY.has(field) ? 'money' : 'number';
}
