/** What pages may know about digital reading: types and fixed lists, safe for the browser. */
export type { ChapterNode } from './rules/chapter-nodes.ts';
export type { ReadingPlace } from './rules/place.ts';
export { readerKindOf, type ReaderKind } from './rules/reader-kind.ts';

/** A file, and the record on which it hangs. */
interface LentFile {
  attachmentId: number;
  title: string;
  bibId: number;
  bibTitle: string;
}

/** A licensed file that a member has for themselves until `dueAt`. */
export interface DigitalLoan extends LentFile {
  id: number;
  borrowedAt: Date;
  dueAt: Date;
}

/** Somebody waits for a licensed file, or is offered it. */
export interface DigitalRequest extends LentFile {
  id: number;
  askedAt: Date;
  /** Place among those that wait, from 1; null = it is offered. */
  position: number | null;
  /** Until when it can be taken; null = it is not offered yet. */
  offerEndsAt: Date | null;
}

export type BorrowOutcome = { kind: 'lent'; loan: DigitalLoan } | { kind: 'queued'; request: DigitalRequest };

export const MOST_COPIES = 500;
export const LONGEST_DAYS = 60;
