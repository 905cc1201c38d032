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

/** A value that says: there is no limit. `null` in a rule inherits instead. */
export const NO_LIMIT = 'no_limit';
export type NoLimit = typeof NO_LIMIT;
/** The values that may say {@link NO_LIMIT}; resolved, that is null. */
export const LIMIT_FIELDS = [
  'maxLoans',
  'maxOnSite',
  'maxDebtToLend',
  'maxRenewals',
  'renewalOpensDays',
  'maxDebtToRenew',
  'maxAutoRenewals',
  'autoRenewalDays',
  'fineCap',
  'memberFineCap',
  'maxSuspensionDays',
  'maxHolds',
  'maxHoldsPerBib',
  'maxHoldsPerDay',
  'maxDebtToHold',
  'maxBookingDays',
] as const;
export type LimitField = (typeof LIMIT_FIELDS)[number];
/**
 * Limits that hold for each scope on its own: rules that name an item type limit what is counted of that type, the others limit all
 * that is counted.
 */
export const SCOPED_FIELDS = ['maxLoans', 'maxOnSite', 'maxHolds', 'maxHoldsPerDay'] as const;
export type ScopedField = (typeof SCOPED_FIELDS)[number];

/** Lending to a member who has overdue copies: goes on, asks the desk to confirm, or is refused. */
export const OVERDUE_LENDINGS = ['allow', 'confirm', 'block'] as const;
export const RENEWAL_STARTS = ['due_date', 'today'] as const;
/** A member with overdue copies: renews all the same, all but the overdue ones, or none. */
export const OVERDUE_RENEWALS = ['allow', 'block_item', 'block_all'] as const;
/** While others wait for the title: no renewal, only when free copies serve all of them, or as if nobody waited. */
export const WANTED_RENEWALS = ['block', 'if_other_free', 'allow'] as const;
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

/** What rules for one loan, with no gaps. Money in whole rupiah; a limit of null = no limit. */
export interface ResolvedPolicy {
  mayBorrow: boolean;
  /** Read in the library only. */
  referenceOnly: boolean;
  /** Of all copies together; for single item types see {@link Policy}. */
  maxLoans: number | null;
  /** Several copies of one record at the same time. */
  severalCopies: boolean;
  lendWithOverdues: (typeof OVERDUE_LENDINGS)[number];
  /** Loans for reading in the library, due at closing. */
  onSiteLoans: boolean;
  /** On-site loans have a limit of their own instead of counting towards `maxLoans`. */
  onSiteApart: boolean;
  maxOnSite: number | null;
  /** Who owes more borrows nothing to take home. */
  maxDebtToLend: number | null;

  loanLength: number;
  loanUnit: LoanUnit;
  dueMode: DueMode;
  hourlyEnd: HourlyEnd;
  /** Never due after the card has expired. */
  dueWithinCard: boolean;

  maxRenewals: number | null;
  /** In the loan's unit; where no rule sets it, the loan length. */
  renewalLength: number;
  renewalFrom: (typeof RENEWAL_STARTS)[number];
  /** How many days before the due date renewing begins; null = at any time. */
  renewalOpensDays: number | null;
  renewalWhileOverdue: (typeof OVERDUE_RENEWALS)[number];
  renewalWhenWanted: (typeof WANTED_RENEWALS)[number];
  /** Who owes more renews nothing. */
  maxDebtToRenew: number | null;
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
  /** A fine is never more than the price of the copy or the default price, where one is known. */
  fineCapAtPrice: boolean;
  /** All unpaid fines of a member together; null = no cap. */
  memberFineCap: number | null;
  /** Percent that is taken off fines. */
  fineDiscount: number;

  /** Days without borrowing for each `suspensionPeriod` late days. */
  suspensionPerLateDay: number;
  suspensionPeriod: number;
  /** Closed days count as late days in the suspension. */
  suspensionLateClosedDays: boolean;
  maxSuspensionDays: number | null;
  /** Begins when a suspension that runs already is over, instead of beside it. */
  suspensionCumulative: boolean;
  /** Lasts so many open days instead of calendar days. */
  suspensionOpenDays: boolean;

  maxHolds: number | null;
  maxHoldsPerBib: number | null;
  maxHoldsPerDay: number | null;
  /** Who owes more places no hold. */
  maxDebtToHold: number | null;
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
  maxBookingDays: number | null;

  rentalCharge: number;
  /** For a lost copy whose price is not known or not asked. */
  lostCharge: number;
  /** A lost copy costs its price or the default price, where one is known. */
  lostAtPrice: boolean;
  /** Stands for the price of a copy that is not known (0 or none); 0 = there is none. */
  defaultPrice: number;
  processingCharge: number;
  /** Percent that is taken off rental and processing charges. */
  feeDiscount: number;
  lostRefund: (typeof LOST_REFUNDS)[number];
}
export type PolicyField = keyof ResolvedPolicy;

/** What rules for one loan, with the limits that hold for its item type beside those that hold for everything. */
export interface Policy extends ResolvedPolicy {
  /** null = none of its own. */
  ofType: Record<ScopedField, number | null>;
}

/** The values that are no limits. */
export type PlainField = Exclude<PolicyField, LimitField>;
export type PlainValues = { [K in PlainField]: ResolvedPolicy[K] | null };
export type LimitValues = Record<LimitField, number | NoLimit | null>;
/** The values of a rule; null = inherit from a less specific rule. 0 is zero, never "inherit". */
export interface PolicyValues extends PlainValues, LimitValues {}
