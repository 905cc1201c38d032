import type { OutgoingTrouble } from '#platform/sending/read-outgoing';
import type { MarcRecord } from '#shared/marc/record';
import type { SourceTrouble } from '../client.ts';

/** A record of another catalogue. */
export interface Found {
  marc: MarcRecord;
  /** Where a picture of its cover stands; null = none is offered. */
  cover: string | null;
}

/** What a catalogue was found to have. */
export type SourceAnswer =
  /** None of them = it does not have it. */
  | { records: Found[] }
  /** It is not asked for this at all: it knows books by their ISBN only, say. */
  | { unasked: true }
  /** `said`: what the catalogue says itself, in one short line. */
  | { trouble: SourceTrouble; said?: string };

/** How long, how much and how many. */
export interface AskLimits {
  /** Hosts that may be asked though they are not public. */
  named: readonly string[];
  /** The program that asks Z39.50 servers. */
  yaz: string;
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

/** What is set for the machine, not for a question. */
export type MachineLimits = Pick<AskLimits, 'named' | 'yaz'>;
