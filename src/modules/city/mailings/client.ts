/** What pages may know about mailings: fixed lists and types, safe for the browser. */
import type { LetterState, MailingState } from './rules/terms.ts';

export {
  ADDRESS_DAYS,
  DECISIONS,
  LETTER_STATES,
  MAILING_STATES,
  MOST_PER_MINUTE,
  MOVES,
  PREFERENCES,
  UNSUBSCRIBE,
  WHY_LENGTH,
  type Decision,
  type LetterState,
  type MailingState,
  type Move,
} from './rules/terms.ts';

/** How many mails are in each state. */
export type LetterCounts = Record<LetterState, number>;

/** How far a mailing is. */
export interface MailingProgress {
  state: MailingState;
  counts: LetterCounts;
  startedAt: Date | null;
  doneAt: Date | null;
}

/** A mailing as lists show it. */
export interface MailingLine extends MailingProgress {
  id: number;
  libraryId: number | null;
  subject: string;
  startAt: Date;
}

/** A mailing with all that is known of it. */
export interface Mailing extends MailingLine {
  key: string;
  perMinute: number;
  createdAt: Date;
  cancelledWhy: string | null;
  /** Its addresses were taken out. */
  forgottenAt: Date | null;
  /** When the next mail that was put off is tried again; null = none waits for that. */
  nextAttemptAt: Date | null;
}

/** A mail of which nobody knows whether it arrived. */
export interface UnknownLetter {
  id: number;
  /** null = it was taken out. */
  email: string | null;
  /** Why it is in doubt, a code: `no_answer`, `interrupted`. */
  outcome: string | null;
  detail: string | null;
  at: Date | null;
}

/** How fast all mailings together go. */
export interface MailingPace {
  perMinute: number;
  /** How often in a row the mail server was not reached. */
  failures: number;
  /** What it said. */
  failureDetail: string | null;
  version: number;
}
