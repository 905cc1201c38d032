/** What is published for our mails. */
export const mailRecords = ['spf', 'dkim', 'dmarc'] as const;
export type MailRecord = (typeof mailRecords)[number];

/** `present`: as it should be. `missing`: not there. `different`: there, and not as it should be. `unreachable`: nobody answered. */
export const recordStates = ['present', 'missing', 'different', 'unreachable'] as const;
export type RecordState = (typeof recordStates)[number];

/** Why it is so; '' = nothing is to be said. Of one that is present: what to know beside that. */
export const recordReasons = [
  '',
  /** More than one of its kind: then none counts. */
  'twice',
  /** Nobody can read it. */
  'unreadable',
  /** The mail server that we use is not in it. */
  'server_missing',
  /** Whether the mail server that we use is in it cannot be told from here. */
  'server_unknown',
  /** It lets everybody send in our name. */
  'open_to_all',
  /** It asks for more than ten others: receivers stop there, and it counts for nothing. */
  'too_many_lookups',
  /** It is a key, and not ours. */
  'key_differs',
  /** The key is called back. */
  'key_revoked',
  /** It asks receivers to do nothing yet with what is forged. */
  'only_watching',
  /** It stands with a domain above, and holds for this one as well. */
  'of_parent',
  /** It does not say what receivers are to do. */
  'no_policy',
] as const;
export type RecordReason = (typeof recordReasons)[number];

export interface Judged {
  state: RecordState;
  reason: RecordReason;
}
