/**
 * `draft`: being written; `submitted`: somebody else is to read it; `approved`: what was read stands for good; `scheduled`: it goes out at its hour;
 * `sending`: it is on its way; `sent`: to all; `cancelled`: it is not sent, or no further.
 */
export const LETTER_STATES = ['draft', 'submitted', 'approved', 'scheduled', 'sending', 'sent', 'cancelled'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

/** In these its words can still be written. */
export const isWritable = (state: LetterState): boolean => state === 'draft' || state === 'submitted';

/** What can be done to a letter. */
export type LetterMove = 'submit' | 'approve' | 'schedule' | 'reopen' | 'cancel' | 'remove';

const FROM: Record<LetterMove, readonly LetterState[]> = {
  submit: ['draft'],
  approve: ['submitted'],
  schedule: ['approved', 'scheduled'],
  // whoever opens it again takes the approval back
  reopen: ['submitted', 'approved', 'scheduled'],
  cancel: ['approved', 'scheduled', 'sending'],
  remove: ['draft'],
};

/** Whether something can be done to a letter in its state. */
export const canMove = (state: LetterState, move: LetterMove): boolean => FROM[move].includes(state);

/** So many go out in a minute. */
export const PER_MINUTE = 120;
/** So many receivers are put on the list at once. */
export const BATCH = 500;
/** Clicks on a link are told from so many on. */
export const CLICKS_TOLD = 10;
/** A group of fewer receivers is told as "fewer than": who is in it could be guessed. */
export const RECEIVERS_TOLD = 10;
export const MOST_TOPICS = 20;
export const SUBJECT_LENGTH = 160;
export const PREHEADER_LENGTH = 200;
/** How links of letters are read, as the module of links counts them. */
export const LETTER_CHANNEL = 'surel';
