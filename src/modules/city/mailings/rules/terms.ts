/** In which order a mailing goes: made, let go, held, over. */
export const MAILING_STATES = ['preparing', 'sending', 'paused', 'done', 'cancelled'] as const;
export type MailingState = (typeof MAILING_STATES)[number];

/** What becomes of one mail. `unknown`: the mail server may have it; a person decides. `skipped`: it was not to be sent any more. */
export const LETTER_STATES = ['waiting', 'sending', 'sent', 'refused', 'unknown', 'skipped'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

/** What a person decides about a mail in doubt. */
export const DECISIONS = ['send_again', 'count_as_sent'] as const;
export type Decision = (typeof DECISIONS)[number];

/** How a mailing on its way is moved by hand. */
export const MOVES = ['pause', 'resume', 'cancel'] as const;
export type Move = (typeof MOVES)[number];

/** What stands in texts where the addresses of the reader go. */
export const UNSUBSCRIBE = '%UNSUBSCRIBE%';
export const PREFERENCES = '%PREFERENCES%';

/** Letters of a reason. */
export const WHY_LENGTH = 300;
/** Mails in a minute, at most. */
export const MOST_PER_MINUTE = 60_000;
/** Mails in doubt that are decided at once. */
export const MOST_DECIDED = 500;
/** Days for which addresses are kept after a mailing has ended. */
export const ADDRESS_DAYS = 30;
