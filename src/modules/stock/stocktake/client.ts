/** What pages may know about stocktakes: types and fixed lists, safe for the browser. */
export const STOCKTAKE_STATUSES = ['open', 'approved', 'cancelled'] as const;
export type StocktakeStatus = (typeof STOCKTAKE_STATUSES)[number];

export { SCAN_OUTCOMES, type ScanOutcome } from './rules/judge-scan.ts';
import type { ScanOutcome } from './rules/judge-scan.ts';

/**
 * How a copy of the list stands. `lent`: not seen, and rightly so (on loan, set aside, or it went over the desk since the start);
 * `elsewhere`: not seen, and not expected on the shelf (in repair, missing before …); `not_found`: nobody knows.
 */
export const COPY_STATES = [
  'found',
  'misplaced',
  'lent_on_shelf',
  'found_again',
  'lent',
  'elsewhere',
  'not_found',
] as const;
export type CopyState = (typeof COPY_STATES)[number];
export type StateCounts = Record<CopyState, number>;

export const RESULT_KINDS = ['missing', 'found_again', 'shelf'] as const;
export type ResultKind = (typeof RESULT_KINDS)[number];

/** What another system says of a copy in a stocktake of its own. */
export type BroughtState = Extract<CopyState, 'found' | 'lent' | 'elsewhere' | 'not_found'>;
/** The figures of a stocktake that another system has finished, as it has them; null = it does not say. */
export interface BroughtFigures {
  /** Name of that system. */
  from: string;
  expected: number | null;
  found: number | null;
  notFound: number | null;
  lent: number | null;
}

export interface Place {
  id: number;
  code: string;
  name: string;
}

export interface Stocktake {
  id: number;
  name: string;
  library: { id: number; code: string; name: string; timeZone: string };
  status: StocktakeStatus;
  /** The scope; empty or null = no limit. */
  spaces: Place[];
  classFrom: string | null;
  classTo: string | null;
  itemType: string | null;
  startedAt: Date;
  startedBy: string;
  endedAt: Date | null;
  endedBy: string | null;
  minutesNumber: string | null;
  /** Another system has finished it; null = it was done here. */
  brought: BroughtFigures | null;
}

export interface ShelfProgress {
  /** null = copies whose shelf nobody knows */
  place: Place | null;
  expected: number;
  /** Accounted for: seen, or rightly away. */
  settled: number;
  notFound: number;
  doneBy: string | null;
  /** Who scanned here last, and when. */
  lastBy: string | null;
  lastAt: Date | null;
}

export interface StocktakeDetail extends Stocktake {
  /** Copies expected. */
  expected: number;
  counts: StateCounts;
  /** Codes that lead to no copy of the list: unknown, withdrawn, out of scope. */
  strays: { unknown: number; withdrawn: number; outOfScope: number };
  shelves: ShelfProgress[];
  /** How often its scans changed; an approval says which state it saw. */
  revision: number;
}

/** A copy of the list. */
export interface ListedCopy {
  itemId: number;
  barcode: string;
  bibId: number;
  title: string;
  callNumber: string | null;
  accessionNumber: string;
  price: number | null;
  state: CopyState;
  /** Where it belongs. */
  place: Place | null;
  /** Where it was seen last in this stocktake. */
  seenAt: Place | null;
  /** When it was last lent or brought back; null = never. */
  lastLoanAt: Date | null;
}

/** What a scan is answered with, in one line. */
export interface ScanAnswer {
  nonce: string;
  /** `unreadable`: nobody can read it (too long, without a code, a shelf that is not there); it is not kept. */
  outcome: ScanOutcome | 'unreadable';
  barcode: string;
  /** It was counted already. */
  again: boolean;
  title: string | null;
  callNumber: string | null;
  /** Where it belongs. */
  place: Place | null;
  /** The book beside which it belongs, by call number: to the right of it (`after`) or to the left (`before`). */
  neighbour: { title: string; callNumber: string | null; side: 'after' | 'before' } | null;
  scannedAt: Date;
  /** A misplaced copy was carried to its shelf. */
  moved: boolean;
}

/** What an approval changed in a copy. */
export interface StocktakeResult {
  barcode: string;
  title: string;
  callNumber: string | null;
  kind: ResultKind;
  undoneAt: Date | null;
  undoneBy: string | null;
}

/** A shelf as it was read from left to right. */
export interface ShelfReading {
  copies: { barcode: string; title: string; callNumber: string | null; move: ShelfMove | null }[];
  /** Codes that are no copy, or have no call number: they are left out. */
  unknown: string[];
}
/** Where a book that is out of order belongs: behind this one, or (null) at the very left. */
export interface ShelfMove {
  after: { barcode: string; title: string; callNumber: string | null } | null;
}

export {
  WEEDING_CONDITIONS,
  WEEDING_GROUNDS,
  type WeedingCondition,
  type WeedingGround,
} from './rules/weeding-grounds.ts';
import type { WeedingGround, WeedingRules } from './rules/weeding-grounds.ts';

export const WEEDING_STATUSES = ['open', 'done', 'cancelled'] as const;
export type WeedingStatus = (typeof WEEDING_STATUSES)[number];
export const WEEDING_DECISIONS = ['keep', 'weed'] as const;
export type WeedingDecision = (typeof WEEDING_DECISIONS)[number];

/** A list of copies that may leave the collection. */
export interface Weeding {
  id: number;
  name: string;
  library: { id: number; code: string; name: string; timeZone: string };
  status: WeedingStatus;
  /** By which it was made, and in which scope. */
  rules: WeedingRules & { classFrom: string | null; classTo: string | null; itemType: string | null };
  copies: number;
  decided: number;
  createdAt: Date;
  createdBy: string;
  endedAt: Date | null;
  endedBy: string | null;
  minutesNumber: string | null;
}
export interface WeedingCopy {
  itemId: number;
  barcode: string;
  accessionNumber: string;
  callNumber: string | null;
  bibId: number;
  title: string;
  year: number | null;
  /** Whole rupiah. */
  price: number | null;
  grounds: WeedingGround[];
  lastLoanAt: Date | null;
  /** The network has no other copy. */
  lastCopy: boolean;
  decision: WeedingDecision | null;
  reason: string | null;
  decidedBy: string | null;
  withdrawnAt: Date | null;
  undoneAt: Date | null;
}

/** A line of the accession register (buku induk): one copy. */
export interface RegisterLine {
  itemId: number;
  /** `YYYY-MM-DD` */
  receivedOn: string;
  accessionNumber: string;
  title: string;
  author: string | null;
  edition: string | null;
  place: string | null;
  publisher: string | null;
  year: number | null;
  source: string | null;
  supplier: string | null;
  languages: string;
  /** Whole rupiah. */
  price: number | null;
  ddc: string | null;
  status: string;
  /** Of the minutes with which it left or was booked as missing. */
  minutesNumber: string | null;
}
