/** What pages may know about answers: fixed lists and types, safe for the browser. */
import type { CheckReason, Votes } from './rules/due-check.ts';
import type { AnswerTheme, EntryState } from './rules/terms.ts';

export { ANSWER_THEMES, ENTRY_STATES, MOST_SOURCES, type AnswerTheme, type EntryState } from './rules/terms.ts';
export { CHECK_MONTHS, type CheckReason, type Votes } from './rules/due-check.ts';
export { answerParagraphs, citedPages, excerptOf, linkedParts, type AnswerPart } from './rules/answer-parts.ts';

/** Where the copies of a record are at this moment. */
export interface SourceHoldings {
  available: number;
  total: number;
  /** The libraries on whose shelves there are some, the most first, and where they stand there. */
  shelves: { placeName: string; callNumber: string | null; available: number }[];
}

/** Where an answer comes from. */
export interface RecordSource {
  kind: 'record';
  bibId: number;
  title: string;
  /** Where its copies stand now; null = readers do not find the record any more. */
  holdings: SourceHoldings | null;
}
export type AnswerSource =
  RecordSource | { kind: 'web'; title: string; url: string; /** `YYYY-MM-DD` */ seenOn: string };

/** A question with its answer, as readers have it, in their language where it was written in it. */
export interface PublicAnswer {
  id: number;
  question: string;
  answer: string;
  /** In which language it is; Indonesian where nobody has written it in that of the reader. */
  language: 'id' | 'en';
  theme: AnswerTheme;
  /** The day on which somebody last checked it, `YYYY-MM-DD` in the network's zone. */
  checkedOn: string;
  /** null while too few have said something. */
  votes: Votes | null;
}

/** The same, as those who write have it. */
export interface AnswerEntry {
  id: number;
  question: string;
  answer: string;
  questionEn: string;
  answerEn: string;
  theme: AnswerTheme;
  words: string;
  state: EntryState;
  /** `YYYY-MM-DD`; null = never. */
  checkedOn: string | null;
  checkedBy: string;
  createdBy: string;
  changedAt: Date;
  version: number;
  /** Why somebody is to look at it again; null = nobody need. */
  why: CheckReason | null;
  votes: Votes | null;
}

/** What was said of an answer, by nobody known. */
export interface AnswerWord {
  helpful: boolean;
  word: string;
  votedAt: Date;
}

/** What is offered for what somebody types. */
export interface SuggestedAnswer {
  id: number;
  question: string;
  /** The beginning of the answer, plain text. */
  excerpt: string;
  theme: AnswerTheme;
}
