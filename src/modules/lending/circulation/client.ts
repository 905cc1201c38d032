import type { ErrorParams } from '#platform/errors';
/** What pages may know about circulation: types and fixed lists, safe for the browser. */
export {
  BUILT_IN,
  NO_LIMIT,
  POLICY_FIELDS,
  POLICY_GROUPS,
  SCOPED_FIELDS,
  byField,
  choicesOf,
  followedBy,
  isLimit,
  isScoped,
  kindOf,
  type DueMode,
  type LoanUnit,
  type PolicyField,
  type PolicyGroup,
  type PolicyKind,
  type PolicyValues,
  type ScopedField,
} from './rules/policies/policy-values.ts';
export { countedLoan, loanLimitsReached } from './rules/limits.ts';
export {
  lendsNone,
  resolvePolicy,
  specificity,
  type PolicyKeys,
  type PolicyRule,
} from './rules/policies/resolve-policy.ts';
export { canBorrow, type RefusalCode } from './rules/can-borrow.ts';
export { computeDueDate, loanRule, withinCard } from './rules/compute-due-date.ts';
export type { LendingCalendar, OpenInterval } from './rules/lending-calendar.ts';

export const LOAN_STATUSES = ['open', 'returned', 'lost', 'claimed_returned'] as const;
export type LoanStatus = (typeof LOAN_STATUSES)[number];

/** A loan with the names that people read. */
export interface Loan {
  id: number;
  /** Read in the library, due when it closes. */
  onSite: boolean;
  status: LoanStatus;
  memberNumber: string;
  memberName: string;
  /** Where the member belongs. */
  memberHomeLibraryId: number;
  itemBarcode: string;
  itemType: string;
  bibId: number;
  title: string;
  mainAuthor: string | null;
  /** Where it was lent; its calendar and rules hold. */
  library: { id: number; code: string; name: string; timeZone: string };
  loanedAt: Date;
  dueAt: Date;
  /** The desk itself set the due date: the loan does not renew itself, and a new closed day moves it only when a person says so. */
  dueByHand: boolean;
  returnedAt: Date | null;
  /** Since when the member says that it was brought back; from then on it grows no later. */
  claimedAt: Date | null;
  renewalCount: number;
  loanedBy: string;
  returnedBy: string | null;
  overrideReason: string | null;
  /** Whole rupiah per late day by the terms of this loan; 0 = no money. */
  finePerDay: number;
}

/** How a running loan stands, for words and shapes. */
export type DueState = 'fine' | 'soon' | 'today' | 'overdue';

export interface OpenLoan extends Loan {
  dueState: DueState;
  /** Open days late; 0 when in time. */
  lateDays: number;
  /** Until when a renewal would run; null = it cannot be renewed now. */
  renewableUntil: Date | null;
  /** Why it cannot be renewed now, as the renewal itself would refuse; null = it can. */
  renewalRefused: { code: string; params: ErrorParams } | null;
}

export const HOLD_STATUSES = ['queued', 'in_transit', 'waiting', 'collected', 'expired', 'cancelled'] as const;
export type HoldStatus = (typeof HOLD_STATUSES)[number];

/** A hold with the names that people read. */
export interface Hold {
  id: number;
  status: HoldStatus;
  /** 1 = next; null = not in the queue any more. Positions of a queue are 1..n, without gaps. */
  position: number | null;
  memberNumber: string;
  memberName: string;
  /** Where the member belongs. */
  memberHomeLibraryId: number;
  bibId: number;
  title: string;
  mainAuthor: string | null;
  /** The copy that was caught for it, and what its label says. */
  itemBarcode: string | null;
  callNumber: string | null;
  /** Only this copy will do; null = any of the title. */
  wantedBarcode: string | null;
  pickupLibrary: { id: number; code: string; name: string; timeZone: string };
  /** The stop of that (mobile) library at which it is collected; null = at the library. */
  pickupStop: { id: number; place: string } | null;
  placedAt: Date;
  placedBy: string;
  /** It keeps its place and lets others go first … */
  suspended: boolean;
  /** … until this day; null = until it is resumed. */
  suspendedUntil: string | null;
  waitingSince: Date | null;
  /** The last day on which it is kept, in the zone of the pick-up library. */
  keepUntil: string | null;
  endedAt: Date | null;
}

export const TRANSIT_REASONS = ['hold', 'home', 'moved'] as const;
export type TransitReason = (typeof TRANSIT_REASONS)[number];

/** A copy on its way from one library to another. */
export interface Transit {
  id: number;
  itemBarcode: string;
  callNumber: string | null;
  bibId: number;
  title: string;
  fromLibrary: { id: number; code: string; name: string; timeZone: string };
  toLibrary: { id: number; code: string; name: string; timeZone: string };
  reason: TransitReason;
  holdId: number | null;
  box: string | null;
  requestedAt: Date;
  /** null = it lies ready to be sent. */
  sentAt: Date | null;
  receivedAt: Date | null;
  cancelledAt: Date | null;
}
