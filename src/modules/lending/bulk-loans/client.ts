/** What pages may know about bulk loans: types and fixed lists, safe for the browser. */
export const BULK_LOAN_STATUSES = ['packing', 'open', 'partly_returned', 'closed', 'cancelled'] as const;
export type BulkLoanStatus = (typeof BULK_LOAN_STATUSES)[number];

/** How a copy's stay ended. `claimed`: the borrower says that it was brought back, and it is not found. */
export const BULK_FATES = ['returned', 'lost', 'claimed'] as const;
export type BulkFate = (typeof BULK_FATES)[number];
export const MISSING_FATES = ['lost', 'claimed'] as const;
export type MissingFate = (typeof MISSING_FATES)[number];

export interface BulkLoan {
  id: number;
  number: string;
  status: BulkLoanStatus;
  /** Whose copies they are; its calendar counts. */
  library: { id: number; code: string; name: string; timeZone: string };
  /** A unit of the network (its code), which lends the copies on, or an institution (its member number). */
  receiver: { kind: 'unit' | 'member'; code: string; name: string };
  /** The unit that has received the copies; null = an institution has. */
  receiverLibraryId: number | null;
  /** Who answers for the copies there. */
  contactName: string;
  /** Phone and e-mail as they were when the first boxes left; empty = not known. */
  contactPhone: string;
  contactEmail: string;
  purpose: string;
  /** `YYYY-MM-DD`, in the zone of the library */
  startsOn: string;
  dueOn: string;
  /** Copies, by where they are now: packed and still here, away, back, not back (lost or claimed). */
  counts: { boxes: number; packed: number; away: number; returned: number; missing: number };
  createdAt: Date;
  createdBy: string;
  endedAt: Date | null;
}

export const REQUEST_STATES = ['asked', 'accepted', 'declined', 'withdrawn'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** What is asked for: a record of ours, or a title in words. */
export interface Wish {
  bibId: number | null;
  title: string;
}

/** A box that another unit asks a library for. */
export interface BoxRequest {
  id: number;
  /** Who is asked to lend. */
  library: { id: number; code: string; name: string; timeZone: string };
  receiver: { id: number; code: string; name: string; timeZone: string };
  purpose: string;
  note: string;
  /** `YYYY-MM-DD`, in the zone of the library that is asked */
  startsOn: string;
  dueOn: string;
  state: RequestState;
  /** Who asked, and how they are reached. */
  askedBy: string;
  contact: string;
  askedAt: Date;
  answeredAt: Date | null;
  answeredBy: string | null;
  /** Why not, where it was declined. */
  answer: string;
  /** The bulk loan that was made of it. */
  bulkLoanId: number | null;
  wishes: Wish[];
}

/** The same as whoever asked sees it. */
export interface OwnRequest extends BoxRequest {
  /** How the box stands; null: none was made, or it is gone. */
  box: { number: string; status: BulkLoanStatus; dueOn: string; copies: number } | null;
}

export interface BoxedItem {
  barcode: string;
  bibId: number;
  title: string;
  callNumber: string | null;
  scannedAt: Date;
  /** null = packed or away */
  fate: BulkFate | null;
  endedAt: Date | null;
  /** It was lost or claimed, and is here again. */
  foundAt: Date | null;
  /** What the institution was charged for it, whole rupiah. */
  charged: number;
  /** A reader of the receiving unit has it now. */
  onLoan: boolean;
}

export interface Box {
  id: number;
  /** 1, 2, … within the bulk loan */
  nth: number;
  code: string;
  note: string;
  /** null = still here, being packed */
  handedOverAt: Date | null;
  items: BoxedItem[];
}

export interface BulkLoanDetail extends BulkLoan {
  boxes: Box[];
}
