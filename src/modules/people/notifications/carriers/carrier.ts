import type { Language } from '../client.ts';

/** A message ready to go. */
export interface Outgoing {
  /** The message's name: the same for every attempt. */
  key: string;
  language: Language;
  subject: string;
  body: string;
  /** It goes by the template for letters, where a channel has templates. */
  isLetter?: boolean;
  /** Where the member sees it all. */
  accountUrl: string;
  /** Where the member, or their mail program for them, switches such messages off without signing in; null for a trial. */
  unsubscribeUrl: string | null;
  /** A calendar file (RFC 5545) that goes with it, where a channel carries files. */
  calendar?: string | null;
}

/**
 * What came of an attempt. `retry`: certainly not sent. `failed`: will never be taken. `unknown`: may have been sent, so it is
 * never sent again by itself. Codes are stable (message `notice_outcome_<code>`); `detail` is what the carrier said.
 */
export type SendOutcome =
  | { state: 'sent'; providerId: string | null; detail: string | null }
  | { state: 'retry'; code: OutcomeCode; detail: string; afterSeconds?: number }
  | { state: 'failed'; code: OutcomeCode; detail: string }
  | { state: 'unknown'; code: OutcomeCode; detail: string };

export const outcomeCodes = [
  'accepted',
  'not_reached',
  'busy',
  'not_configured',
  'refused',
  'address_unknown',
  'no_consent',
  'no_address',
  'window_closed',
  'no_answer',
  'interrupted',
  'nothing_left',
  'gave_up',
  'by_hand',
  'confirmed',
] as const;
export type OutcomeCode = (typeof outcomeCodes)[number];
