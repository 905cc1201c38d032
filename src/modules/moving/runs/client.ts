import type { FinesChoice, OldSystem } from '#shared/moving/old-systems';
import type { MoneyReport } from '#shared/moving/money-sums';
import type { TableReport } from '#shared/moving/report';

export const RUN_STATES = ['queued', 'running', 'done', 'cancelled', 'failed'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** What people decide where the old system and they say different things: theirs stays, or (`slims`, after the system that came first) the next run brings what it says. */
export const DECISIONS = ['here', 'slims'] as const;
export type Decision = (typeof DECISIONS)[number];

/** What can be said of a row. */
export const SAID_FATES = ['merged', 'refused', 'told'] as const;

/** A migration as people see it. */
export interface SlimsRunView {
  id: number;
  /** Of which system the dump is. */
  system: OldSystem;
  fines: FinesChoice;
  libraryId: number;
  /** A trial: everything is planned and reported, nothing is written. */
  dryRun: boolean;
  state: RunState;
  fileName: string;
  fileBytes: number;
  /** It lies in the folder of dumps; false = it was uploaded. */
  fromFolder: boolean;
  /** Folder or archive of pictures in the same folder; null = none was chosen. */
  filesName: string | null;
  /** The table at work, and how many of its rows are dealt with; `table` null = the file is read through. */
  progress: { table: string | null; rows: number; of: number | null };
  tables: TableReport[];
  money: MoneyReport | null;
  /** Running loans that must be settled by hand. */
  toSettle: number;
  /** Rows of earlier runs that the old system has changed since: brought up to date; or changed here as well, for people to decide. */
  updated: number;
  conflicts: number;
  /** Rows and money add up; null while there is no whole report. */
  addsUp: boolean | null;
  /** It was interrupted and taken up again: what had come by then counts as known. */
  takenUp: boolean;
  /** The run that this one takes back, with those behind it; null = it is a move itself. */
  undoes: number | null;
  /** What it brought has been taken back since. */
  undone: boolean;
  /** It can be asked what would be taken back. */
  canUndo: boolean;
  /** It can be done in earnest, or be gone on with: its file is kept. */
  canGoOn: boolean;
  errorCode: string | null;
  /** Why it failed, as a sentence. */
  error: string | null;
  startedBy: string;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

/** A file that lies in the folder of dumps. */
export interface DumpFile {
  name: string;
  bytes: number;
  writtenAt: Date;
}

/** A folder or an archive beside them that may hold pictures. */
export interface FilesLying {
  name: string;
  /** null = a folder. */
  bytes: number | null;
  writtenAt: Date;
}

/** Has it ended, well or badly? */
export const isEnded = (state: RunState): boolean => state !== 'queued' && state !== 'running';
