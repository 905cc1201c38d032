/** What pages may know about serials: fixed lists and types, safe for the browser. */
import type { Frequency, IssueState } from './rules/frequency.ts';

export { FREQUENCIES, ISSUE_STATES, type Frequency, type IssueState } from './rules/frequency.ts';

/** A serial that a library gets for a time. */
export interface Subscription {
  id: number;
  library: { id: number; code: string; name: string; timeZone: string };
  bibId: number;
  title: string;
  supplier: string;
  /** Of the whole time, whole rupiah; null = not known, or free. */
  price: number | null;
  frequency: Frequency;
  /** `YYYY-MM-DD` */
  startsOn: string;
  endsOn: string;
  makesCopies: boolean;
  endReason: string | null;
  received: number;
  late: number;
  missing: number;
}
export interface Issue {
  id: number;
  nth: number;
  expectedOn: string;
  volume: number | null;
  number: number;
  state: IssueState;
  receivedOn: string | null;
  barcode: string | null;
  /** How often the supplier was asked for it. */
  claims: number;
  claimedAt: Date | null;
}
/** What readers may know: which issues are here, library by library. */
export interface SerialHoldings {
  libraryName: string;
  received: number;
  latest: { volume: number | null; number: number; expectedOn: string };
}
