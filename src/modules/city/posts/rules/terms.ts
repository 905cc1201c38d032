/** What a post can be about. */
export const POST_SUBJECTS = ['notice', 'program', 'news', 'record', 'collection', 'course'] as const;
export type PostSubjectKind = (typeof POST_SUBJECTS)[number];

export const POST_STATES = ['draft', 'submitted', 'approved', 'scheduled', 'cancelled'] as const;
export type PostState = (typeof POST_STATES)[number];

/**
 * What became of a post at one account. `planned`: nothing is said of when · `waiting`: it goes at its hour · `retry`: it is certainly not there, and is
 * tried again · `unknown`: it may be there · `stopped`: it waits for a person, because what it is about was called off or its hour is long past.
 */
export const DELIVERY_STATES = [
  'planned',
  'waiting',
  'sending',
  'retry',
  'sent',
  'failed',
  'unknown',
  'stopped',
  'removed',
  'cancelled',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Nothing of these has gone out: they follow what becomes of the post. */
export const UNSENT = ['planned', 'waiting', 'retry', 'stopped', 'failed'] as const satisfies readonly DeliveryState[];
/** Something of these went out, or may have. */
export const GONE_OUT = ['sending', 'sent', 'unknown', 'removed'] as const satisfies readonly DeliveryState[];

export const TITLE_LENGTH = 160;
export const BODY_LENGTH = 4000;
export const ALT_LENGTH = 1000;
export const MOST_HASHTAGS = 30;
export const HASHTAG_LENGTH = 60;
export const MOST_ACCOUNTS = 30;

/** Whose hour is so long past is not sent without being asked about: the machine was off, or its clock was wrong. */
export const LATE_HOURS = 12;
/** What a channel does not take is tried so often; after that a person looks. */
export const MOST_ATTEMPTS = 6;
/** So often it is looked for there by itself where nobody knows; after that a person says. */
export const MOST_LOOKS = 6;
