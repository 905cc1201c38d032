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
