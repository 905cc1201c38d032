/** Why something did not go out, or why nobody can say. Sentences are `channels_outcome_<code>`: what happened, and what to do. */
export const publishCodes = [
  'not_reached',
  'no_answer',
  'busy',
  'server_trouble',
  'not_understood',
  'permission_ended',
  'refused',
  'too_long',
  'picture_refused',
  'picture_needed',
  'picture_needs_public_address',
  'picture_not_ready',
  'duplicate',
  'gone',
  'moved',
  'cannot_edit',
  'cannot_delete',
  'by_hand',
  'account_off',
  'account_incomplete',
] as const;
export type PublishCode = (typeof publishCodes)[number];

/** What became of a message: `retry` = it is certainly not there; `unknown` = it may be there. */
export type PublishOutcome =
  | { state: 'sent'; remoteId: string; url: string | null }
  | { state: 'retry'; code: PublishCode; detail: string; afterSeconds?: number }
  | { state: 'failed'; code: PublishCode; detail: string }
  | { state: 'unknown'; code: PublishCode; detail: string };

/** Whether a message of which nobody knew stands there. */
export type FoundOutcome =
  { state: 'there'; remoteId: string; url: string | null } | { state: 'not_there' } | { state: 'cannot_tell' };

/** What goes out, for one channel. */
export interface PublishMessage {
  /** The same for every attempt of one delivery: at most 64 of a–z, 0–9 and -. */
  key: string;
  text: string;
  link: string | null;
  picture: { bytes: Uint8Array; mediaType: string; alt: string; publicUrl: string | null } | null;
  language: 'id' | 'en';
}
