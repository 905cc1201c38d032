/**
 * Every value that a loan rule may set, said once: its kind, what holds where no rule sets it, its bounds or choices, how it is inherited and
 * whether a loan keeps it. Form, matrix, API, checks, database and terms of loans follow from this list. The column in `loan_policy` and the
 * words (`policy_field_…`, `policy_about_…`, `policy_choice_…_…`) are called by its name. Browser-safe.
 */
const yesNo = (builtIn: boolean) => ({ kind: 'yesNo' as const, builtIn });
/** One of a fixed list. */
const choice = <Choice extends string>(choices: readonly Choice[], builtIn: NoInfer<Choice>) => ({
  kind: 'choice' as const,
  choices,
  builtIn,
});

interface Figure {
  kind: 'number' | 'money' | 'percent';
  min: number;
  max: number;
}
const COUNT: Figure = { kind: 'number', min: 0, max: 1_000_000 };
/** Of time, in days or in the unit of the loan. */
const LENGTH: Figure = { kind: 'number', min: 1, max: 3650 };
/** Whole rupiah. */
const MONEY: Figure = { kind: 'money', min: 0, max: 1_000_000_000 };
const PERCENT: Figure = { kind: 'percent', min: 0, max: 100 };
const figure = (of: Figure, builtIn: number) => ({ ...of, builtIn });
/** A figure that may be without limit: resolved, that is null. */
const limit = (of: Figure, builtIn: number | null) => ({ ...of, builtIn, limit: true as const });

/**
 * A limit that holds for each scope on its own: rules that name an item type limit what is counted of that type, the others limit all that is
 * counted.
 */
const scoped = <Value extends object>(value: Value) => ({ ...value, scoped: true as const });
/** Kept with the loan when it is made, so that a changed policy changes no running loan. */
const kept = <Value extends object>(value: Value) => ({ ...value, kept: true as const });
/** Where no rule sets it, it is what another value is. */
const follows = <Value extends object, Other extends string>(value: Value, other: Other) => ({
  ...value,
  follows: other,
});

const LOAN_UNITS = ['day', 'hour'] as const;
export type LoanUnit = (typeof LOAN_UNITS)[number];

/**
 * `count_all`: every day counts and the date stays where it falls. `push_open`: every day counts, then the date moves to the next
 * open day. `skip_closed`: only open days (for hours: open hours) count. `keep_weekday`: like `push_open`, but a loan of whole
 * weeks moves by weeks, so that it ends on the weekday on which it began.
 */
export const DUE_MODES = ['push_open', 'skip_closed', 'count_all', 'keep_weekday'] as const;
export type DueMode = (typeof DUE_MODES)[number];

const lending = {
  mayBorrow: yesNo(true),
  /** Read in the library only. */
  referenceOnly: yesNo(false),
  /** Of all copies together; for single item types see `Policy`. */
  maxLoans: scoped(limit(COUNT, 2)),
  /** Several copies of one record at the same time. */
  severalCopies: yesNo(true),
  /** Lending to a member who has overdue copies: goes on, asks the desk to confirm, or is refused. */
  lendWithOverdues: choice(['allow', 'confirm', 'block'], 'allow'),
  /** Loans for reading in the library, due at closing. */
  onSiteLoans: yesNo(true),
  /** On-site loans have a limit of their own instead of counting towards `maxLoans`. */
  onSiteApart: yesNo(true),
  maxOnSite: scoped(limit(COUNT, null)),
  /** Who owes more borrows nothing to take home. */
  maxDebtToLend: limit(MONEY, null),
};

const due = {
  loanLength: figure(LENGTH, 7),
  loanUnit: choice(LOAN_UNITS, 'day'),
  dueMode: kept(choice(DUE_MODES, 'push_open')),
  /** Where an hourly loan ends that would run past closing: as the due mode says, at that closing, or when the library opens next. */
  hourlyEnd: choice(['by_mode', 'closing', 'next_opening'], 'by_mode'),
  /** Never due after the card has expired. */
  dueWithinCard: yesNo(false),
};

const renewal = {
  maxRenewals: limit(COUNT, 0),
  /** In the loan's unit. */
  renewalLength: follows(figure(LENGTH, 7), 'loanLength'),
  renewalFrom: choice(['due_date', 'today'], 'due_date'),
  /** How many days before the due date renewing begins; null = at any time. */
  renewalOpensDays: limit(COUNT, null),
  /** A member with overdue copies: renews all the same, all but the overdue ones, or none. */
  renewalWhileOverdue: choice(['allow', 'block_item', 'block_all'], 'block_item'),
  /** While others wait for the title: no renewal, only when free copies serve all of them, or as if nobody waited. */
  renewalWhenWanted: choice(['block', 'if_other_free', 'allow'], 'block'),
  /** Who owes more renews nothing. */
  maxDebtToRenew: limit(MONEY, null),
  autoRenewal: yesNo(false),
  /** How many of the renewals may be automatic; null = all. */
  maxAutoRenewals: limit(COUNT, null),
  /** No automatic renewal past so many days since the loan. */
  autoRenewalDays: limit(COUNT, null),
};

const suspension = {
  /** Days without borrowing for each `suspensionPeriod` late days. */
  suspensionPerLateDay: kept(figure(COUNT, 0)),
  suspensionPeriod: kept(figure(LENGTH, 1)),
  /** Closed days count as late days in the suspension. */
  suspensionLateClosedDays: kept(yesNo(false)),
  maxSuspensionDays: kept(limit(COUNT, null)),
  /** Begins when a suspension that runs already is over, instead of beside it. */
  suspensionCumulative: kept(yesNo(false)),
  /** Lasts so many open days instead of calendar days. */
  suspensionOpenDays: kept(yesNo(false)),
};

const fine = {
  /** For each charge period, which is a day unless `chargePeriod` and `chargeUnit` say otherwise. */
  finePerDay: kept(figure(MONEY, 0)),
  chargePeriod: kept(figure(LENGTH, 1)),
  chargeUnit: kept(choice(LOAN_UNITS, 'day')),
  /** A charge period counts when it has begun (`start`), or only when it is over (`end`). */
  overdueRounding: kept(choice(['start', 'end'], 'start')),
  /** Up to so many late days nothing is due. */
  graceDays: kept(figure(COUNT, 0)),
  /** The days of grace stay free also for who is later still. */
  graceFree: kept(yesNo(false)),
  /** Closed days count as late days in the fine. */
  fineClosedDays: kept(yesNo(false)),
  /** Per loan. */
  fineCap: kept(limit(MONEY, null)),
  /** A fine is never more than the price of the copy or the default price, where one is known. */
  fineCapAtPrice: kept(yesNo(false)),
  /** All unpaid fines of a member together. */
  memberFineCap: kept(limit(MONEY, null)),
  /** Taken off fines. */
  fineDiscount: kept(figure(PERCENT, 0)),
};

const hold = {
  maxHolds: scoped(limit(COUNT, 5)),
  maxHoldsPerBib: limit(COUNT, 1),
  maxHoldsPerDay: scoped(limit(COUNT, null)),
  /** Who owes more places no hold. */
  maxDebtToHold: limit(MONEY, null),
  holdsOnShelf: choice(['allow', 'if_any_out', 'if_all_out'], 'allow'),
  /** A hold is on any copy of the title (`bib`), on one copy (`item`), or as the member likes. */
  holdLevel: choice(['any', 'bib', 'item'], 'any'),
  /** How many days, the first included, a copy waits on the hold shelf. */
  holdShelfDays: figure(LENGTH, 3),
  holdPickup: choice(['any', 'item_library', 'member_library'], 'any'),
  /** Whom a copy that comes back serves first: strictly the queue, who collects where the copy belongs, or its library's members. */
  holdPriority: choice(['none', 'pickup', 'member_library'], 'none'),
  /** A copy stays where it came back instead of travelling home. */
  floating: yesNo(false),
  /** May be booked for a period … */
  bookable: yesNo(false),
  /** … of so many days at the longest. */
  maxBookingDays: limit(LENGTH, 31),
};

const money = {
  rentalCharge: figure(MONEY, 0),
  /** A lost copy costs its price or the default price, where one is known. */
  lostAtPrice: kept(yesNo(false)),
  /** Stands for the price of a copy that is not known (0 or none); 0 = there is none. */
  defaultPrice: kept(figure(MONEY, 0)),
  /** For a lost copy whose price is not known or not asked. */
  lostCharge: kept(figure(MONEY, 0)),
  processingCharge: kept(figure(MONEY, 0)),
  /** Taken off rental and processing charges. */
  feeDiscount: kept(figure(PERCENT, 0)),
  /** What comes back to the member when a lost copy is found: nothing, what is still unpaid, or also what was paid. */
  lostRefund: kept(choice(['none', 'unpaid', 'all'], 'unpaid')),
};

/** By subject, as forms and lists show them. */
export const POLICY_SUBJECTS = { lending, due, renewal, suspension, fine, hold, money };
export const POLICY_LIST = { ...lending, ...due, ...renewal, ...suspension, ...fine, ...hold, ...money };
