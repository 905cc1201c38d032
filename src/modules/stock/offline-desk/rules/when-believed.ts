const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Clocks of devices are a little wrong. */
const SLACK = 2 * MINUTE;
/** Older than this, nobody remembers whether it was so. */
const OLDEST = 31 * 24 * HOUR;
/** So long it is known which data a device was given, in milliseconds: longer than acts by them are carried out. */
export const SNAPSHOTS_KNOWN = OLDEST + 14 * 24 * HOUR;

/** Why the time of an act is not believed. */
export type Unbelieved = 'clock_wrong' | 'too_old' | 'operator_unknown' | 'data_unknown' | 'data_too_old';

/** What is known of an act and of the device that says it. */
export interface Said {
  kind: 'lend' | 'return' | 'visit';
  at: Date;
  snapshotAt: Date;
  receivedAt: Date;
  /** When the device was enrolled. */
  enrolledAt: Date;
  /** When whoever acted first had data for this device; null = never, or their account is closed. */
  operatorSince: Date | null;
  /** Did the server give these data? */
  given: boolean;
  /** How old data may be by which the device lends. */
  maxAgeHours: number;
}

/**
 * A device says itself when something happened; that counts without `loans.backdate` only where the server knows that it can have been so: not
 * later than it came, not before its data, the device or whoever acted were there, by data that the server gave, and a loan by none that are
 * too old.
 */
export function whyNotBelieved(said: Said): Unbelieved | null {
  const at = said.at.getTime();
  const before = (instant: Date): boolean => at < instant.getTime() - SLACK;
  if (at > said.receivedAt.getTime() + SLACK || before(said.snapshotAt)) return 'clock_wrong';
  if (said.receivedAt.getTime() - at > OLDEST) return 'too_old';
  if (said.operatorSince === null) return 'operator_unknown';
  if (before(said.enrolledAt) || before(said.operatorSince)) return 'operator_unknown';
  if (!said.given) return 'data_unknown';
  if (said.kind === 'lend' && at - said.snapshotAt.getTime() > said.maxAgeHours * HOUR + SLACK) return 'data_too_old';
  return null;
}
