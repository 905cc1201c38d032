import type { ErrorParams } from '#platform/errors';
import type { RowOutcome } from '../client.ts';

/** A line of the report about to be written. */
export interface NewRow {
  rowNumber: number;
  outcome: RowOutcome;
  code: string;
  params: ErrorParams;
  label: string | null;
  bibId: number | null;
}

/** What became of a batch, in numbers. */
export interface Tally {
  read: number;
  created: number;
  updated: number;
  skipped: number;
  failed: number;
  items: number;
  members: number;
  warnings: number;
}

export interface Saved {
  tally: Tally;
  rows: NewRow[];
  /** Ids of the records that were made. */
  newBibIds: number[];
  /** Ids of the records of before that were written over. */
  replacedBibIds: number[];
}

export const emptyTally = (): Tally => ({
  read: 0,
  created: 0,
  updated: 0,
  skipped: 0,
  failed: 0,
  items: 0,
  members: 0,
  warnings: 0,
});

export const nothingSaved = (): Saved => ({ tally: emptyTally(), rows: [], newBibIds: [], replacedBibIds: [] });
