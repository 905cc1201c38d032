/** A mail as it stands apart from its encoding; nothing of it is believed yet. */
export interface ParsedMail {
  /** In order, unfolded, names in small letters. */
  headers: readonly { name: string; value: string }[];
  from: readonly MailAddress[];
  sender: readonly MailAddress[];
  replyTo: readonly MailAddress[];
  /** To and Cc. */
  to: readonly MailAddress[];
  /** As it says itself; null: it does not. */
  sentAt: Date | null;
  subject: string;
  /** Its text, or what can be read of its HTML. */
  text: string;
  messageId: string;
  /** The same whenever this mail is read, of no other mail. */
  fingerprint: string;
  /** Ids of mails that it answers. */
  references: readonly string[];
  /** Ids that stand anywhere in it: a report of a failure has those of the mail that failed. */
  mentioned: readonly string[];
  files: readonly MailFile[];
  /** Some mail server said that it could not deliver something, for good. */
  failedForGood: boolean;
}

export interface MailAddress {
  address: string;
  name: string;
}

export interface MailFile {
  mediaType: string;
  /** A picture within the text, as logos of signatures are. */
  inText: boolean;
  bytes: Uint8Array;
}

/** The values of a header, in small letters and without spaces around. */
export const valuesOf = ({ headers }: Pick<ParsedMail, 'headers'>, name: string): string[] =>
  headers.filter((one) => one.name === name).map(({ value }) => value.trim().toLowerCase());
