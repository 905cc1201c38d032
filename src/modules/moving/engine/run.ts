import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Ledger } from '#shared/moving/ledger';
import type { OldSystem } from '#shared/moving/old-systems';
import type { Said } from '#shared/moving/said';

/** One migration at work, whatever system it is from. */
export interface Run {
  ctx: Ctx;
  /** Of the dump. */
  path: string;
  dryRun: boolean;
  system: OldSystem;
  /** Whose rows they are: ids of two libraries, and those of two systems, are other ids. */
  source: string;
  /** The number under which it is kept; null = a trial, or nobody has given it one. */
  runId: number | null;
  library: { id: number; timeZone: string };
  /** Rows of each table of the dump, carried or not. */
  rows: ReadonlyMap<string, number>;
  ledger: Ledger;
  signal: AbortSignal;
  /** What is told of rows, in the transaction in which they come. The ledger is told when that stands. */
  tellCame: (trx: Tx, said: readonly Said[]) => Promise<void>;
  /** How many rows of the table are dealt with. */
  onProgress(table: string, rows: number): Promise<void>;
}
