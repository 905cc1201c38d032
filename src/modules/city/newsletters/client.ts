/** What pages may know about letters: types and fixed lists, safe for the browser. */
import type { LetterState } from './rules/terms.ts';

export {
  CLICKS_TOLD,
  LETTER_STATES,
  PREHEADER_LENGTH,
  RECEIVERS_TOLD,
  SUBJECT_LENGTH,
  type LetterMove,
  type LetterState,
} from './rules/terms.ts';

/** A letter in a list of staff. */
export interface LetterLine {
  id: number;
  subject: string;
  libraryId: number | null;
  state: LetterState;
  submittedBy: string;
  sendAt: Date | null;
  sentAt: Date | null;
  changedAt: Date;
}

/** A letter in the archive. */
export interface ArchivedLetter {
  id: number;
  slug: string;
  subject: string;
  preheader: string;
  language: 'id' | 'en';
  library: { id: number; code: string; name: string; timeZone: string } | null;
  at: Date;
}

/** A letter as a calendar shows it. */
export interface CalendarLetter {
  id: number;
  title: string;
  state: LetterState;
  at: Date | null;
  href: string;
}
