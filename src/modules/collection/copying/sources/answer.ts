import type { OutgoingTrouble } from '#platform/sending/read-outgoing';
import type { MarcRecord } from '#shared/marc/record';
import type { SourceTrouble } from '../client.ts';

/** What a catalogue was found to have. */
export type SourceAnswer =
  /** None of them = it does not have it. */
  | { records: MarcRecord[] }
  /** It is not asked for this at all: it knows books by their ISBN only. */
  | { unasked: true }
  /** `said`: what the catalogue says itself, in one short line. */
  | { trouble: SourceTrouble; said?: string };

/** How long, how much and how many. */
export interface AskLimits {
  /** Hosts that may be asked though they are not public. */
  named: readonly string[];
  /** Milliseconds for all that is asked of one catalogue. */
  patience: number;
  /** Bytes of an answer. */
  mostBytes: number;
  mostRecords: number;
}

const TOO_MANY_REQUESTS = 429;
const SERVER_ERRORS = 500;

/** What a look at the network that gave nothing means of a catalogue. */
export function troubleOf(found: OutgoingTrouble): { trouble: SourceTrouble } {
  if (found.trouble !== 'status') return { trouble: found.trouble };
  return { trouble: found.status === TOO_MANY_REQUESTS || found.status >= SERVER_ERRORS ? 'busy' : 'refused' };
}
