import type { ErrorParams } from '#platform/errors';
import type { FileRole, RowOutcome } from '../client.ts';
import type { ImportEntry } from '../entries.ts';

/** A line of the report about to be written. */
export interface NewRow {
  /** null = all files of the run. */
  role: FileRole | null;
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

/** Where a line belongs: the file, the place in it, the title or name. */
export const placeOf = ({ role = 'main', at, label }: ImportEntry): Pick<NewRow, 'role' | 'rowNumber' | 'label'> => ({
  role,
  rowNumber: at,
  label,
});

export interface Saved {
  tally: Tally;
  rows: NewRow[];
  /** Ids of the records that were made. */
  newBibIds: number[];
  /** Ids of the records of before that were written over. */
  replacedBibIds: number[];
  /** The record that an entry became, or that it is already. */
  bibIdOf: ReadonlyMap<ImportEntry, number>;
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

export const nothingSaved = (): Saved => ({
  tally: emptyTally(),
  rows: [],
  newBibIds: [],
  replacedBibIds: [],
  bibIdOf: new Map(),
});
