/** What pages may know about circulation: types and fixed lists, safe for the browser. */
export {
  BUILT_IN,
  POLICY_FIELDS,
  POLICY_GROUPS,
  choicesOf,
  kindOf,
  type DueMode,
  type LoanUnit,
  type PolicyField,
  type PolicyGroup,
  type PolicyKind,
  type PolicyValues,
} from './rules/policy-values.ts';
export type { PolicyKeys } from './rules/resolve-policy.ts';

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
  itemBarcode: string;
  itemType: string;
  bibId: number;
  title: string;
  mainAuthor: string | null;
  /** Where it was lent; its calendar and rules hold. */
  library: { id: number; code: string; name: string; timeZone: string };
  loanedAt: Date;
  dueAt: Date;
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
}
