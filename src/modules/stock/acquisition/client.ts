/** What pages may know about acquisition: fixed lists and types, safe for the browser. */
import type { OrderStatus } from './rules/order-state.ts';
import type { Decision, SuggestionStatus } from './rules/suggestion-states.ts';

export {
  DECISIONS,
  SUGGESTION_STATUSES,
  VOTED_ON,
  type Decision,
  type SuggestionStatus,
} from './rules/suggestion-states.ts';

/** A title that readers would like the library to have. Nobody's name is in it. */
export interface Suggestion {
  id: number;
  /** null = only the ISBN is known yet. */
  title: string | null;
  author: string | null;
  publisher: string | null;
  year: number | null;
  /** 13 digits. */
  isbn: string | null;
  status: SuggestionStatus;
  /** How many readers want it, whoever asked first among them. */
  votes: number;
  createdAt: Date;
  decidedAt: Date | null;
  /** The library's answer in words. */
  reason: string | null;
  /** The record, where the library has it (already, or by now). */
  bibId: number | null;
  version: number;
}
/** The same for a reader. */
export interface ReaderSuggestion extends Suggestion {
  /** This reader asked first. */
  own: boolean;
  /** This reader wants it. */
  voted: boolean;
}
/** The same for those who decide. */
export interface StaffSuggestion extends Suggestion {
  library: { id: number; code: string; name: string; timeZone: string };
  /** Why the reader wants it. */
  note: string | null;
  decidedBy: string | null;
}
export interface DecisionInput {
  decision: Decision;
  reason: string;
  /** Needed for `owned`. */
  bibId?: number | null;
}

export { isOpenOrder, ORDER_STATUSES, type OrderStatus } from './rules/order-state.ts';

/** Where the money comes from. */
export const BUDGET_SOURCES = ['apbd', 'dak', 'bos', 'hibah', 'csr', 'lain'] as const;
export type BudgetSource = (typeof BUDGET_SOURCES)[number];

/** What a library may spend from one source in one year; whole rupiah. */
export interface Budget {
  id: number;
  library: { id: number; code: string; name: string; timeZone: string };
  source: BudgetSource;
  year: number;
  name: string;
  amount: number;
  /** Ordered and not here yet. */
  committed: number;
  /** Of what has come. */
  spent: number;
  /** Below zero only as far as somebody has confirmed it. */
  remaining: number;
  version: number;
}

export interface Order {
  id: number;
  number: string;
  library: { id: number; code: string; name: string; timeZone: string };
  supplier: string;
  status: OrderStatus;
  createdAt: Date;
  orderedAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
  copies: number;
  received: number;
  /** Whole rupiah, as ordered. */
  total: number;
}
export interface OrderLine {
  id: number;
  title: string;
  author: string | null;
  publisher: string | null;
  year: number | null;
  isbn: string | null;
  copies: number;
  received: number;
  unitPrice: number;
  library: { id: number; code: string; name: string; timeZone: string };
  itemType: string;
  budget: { id: number; name: string };
  suggestionId: number | null;
  bibId: number | null;
}
/** A copy that came of a delivery. */
export interface ReceivedCopy {
  itemId: number;
  bibId: number;
  barcode: string;
  accessionNumber: string;
  title: string;
  price: number;
  undoneReason: string | null;
}
export interface Delivery {
  id: number;
  invoice: string;
  receivedAt: Date;
  receivedBy: string;
  copies: ReceivedCopy[];
}
export interface OrderDetail extends Order {
  supplierAddress: string;
  note: string;
  createdBy: string;
  lines: OrderLine[];
  deliveries: Delivery[];
}

/** Books that somebody gave. */
export interface Donation {
  id: number;
  number: string;
  library: { id: number; code: string; name: string; timeZone: string };
  donorName: string;
  /** How the giver is reached; empty when not known, or when its time is over. */
  donorAddress: string;
  donorContact: string;
  /** `YYYY-MM-DD` */
  receivedOn: string;
  note: string;
  createdAt: Date;
  createdBy: string;
  /** The letter of thanks; null = not written yet. */
  letterId: number | null;
  copies: number;
  accepted: number;
  /** Titles that wait for a decision. */
  undecided: number;
}
export interface DonationBook {
  id: number;
  title: string;
  author: string | null;
  publisher: string | null;
  year: number | null;
  isbn: string | null;
  copies: number;
  /** How many are kept; null = not decided yet. */
  accepted: number | null;
  declinedReason: string | null;
  bibId: number | null;
  /** Of the copies that were kept. */
  barcodes: string[];
}
export interface DonationDetail extends Donation {
  books: DonationBook[];
}
