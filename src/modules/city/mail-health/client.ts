/** What pages may know of the health of letters: fixed lists and types, safe for the browser. */
import type { BounceKind } from './rules/judge-failure.ts';
import type { MailRecord, RecordReason, RecordState } from './rules/record-states.ts';

export { bounceKinds, SOFT_LIMIT, type BounceKind } from './rules/judge-failure.ts';
export { KEPT_DAYS } from './rules/key-life.ts';
export { PREFERENCES_PLACE, UNSUBSCRIBE_PLACE } from './rules/letter-places.ts';
export {
  findingCodes,
  MOST_HTML_BYTES,
  type Finding,
  type FindingCode,
  type LetterToJudge,
} from './rules/preflight.ts';
export {
  mailRecords,
  recordReasons,
  recordStates,
  type MailRecord,
  type RecordReason,
  type RecordState,
} from './rules/record-states.ts';

/** A record that is published for our mails. */
export interface SenderRecord {
  record: MailRecord;
  /** At which name it stands. */
  name: string;
  /** What to publish there. */
  value: string;
  /** null: nobody has asked yet. */
  state: RecordState | null;
  reason: RecordReason;
  /** What stood there when it was last asked. */
  found: string[];
  checkedAt: Date | null;
}

/** A key by which mails are or will be signed, or were not long ago. */
export interface SenderKey {
  selector: string;
  name: string;
  state: 'waiting' | 'used' | 'replaced';
  madeAt: Date;
}

/** How it stands with the mails that we send. */
export interface MailHealth {
  /** From where they are sent; '' = from nowhere. */
  address: string;
  /** null: nothing can be published for it. */
  domain: string | null;
  /** The selector of the key that signs now; null = none. */
  signedBy: string | null;
  records: SenderRecord[];
  keys: SenderKey[];
  /** The reader may make another key; whoever serves at one library alone may not, for it signs the mails of all. */
  mayMakeKey: boolean;
  /** A mail server is set up. */
  sendsMail: boolean;
  /** The mailbox in which reports are read; null = none is. */
  mailbox: string | null;
  /** What came back in the last thirty days. */
  bounces: Record<BounceKind, number>;
  /** What servers said that refused our mails, the newest first. */
  blocked: { status: string; detail: string; notedAt: Date }[];
}
