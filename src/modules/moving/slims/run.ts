import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { IdSet } from './rules/id-set.ts';
import type { FilesAtHand } from './files/files-at-hand.ts';
import type { Ledger } from './rules/ledger.ts';
import type { Said } from './rules/said.ts';
import type { Survey } from './survey-dump.ts';

/** One migration at work. */
export interface Run {
  ctx: Ctx;
  path: string;
  dryRun: boolean;
  /** Code of the library whose SLiMS it is. */
  source: string;
  library: { id: number; timeZone: string };
  survey: Survey;
  ledger: Ledger;
  /** Titles that were not refused. */
  carriedTitles: IdSet;
  /** Keys (`memberKey`) of the members that were not refused. */
  carriedMembers: Set<number>;
  /** Who is here already, by the same keys, in a trial: nobody is remembered by it. */
  matchedMembers: Map<number, number>;
  /** In a trial: keys of children who are yet to come. */
  comingChildren: Set<number>;
  /** Codes of categories, by the types of members that became them. */
  memberCategories: Map<number, string>;
  /** Copies that came, now or before. */
  carriedCopies: IdSet;
  /** Call numbers for copies that have none of their own. */
  callNumbers: Map<number, string>;
  /** Pictures and other files that were given with the dump; null = none were. */
  files: FilesAtHand | null;
  signal: AbortSignal;
  /** What is told of rows, in the transaction in which they come. The ledger is told when that stands. */
  tellCame: (trx: Tx, said: readonly Said[]) => Promise<void>;
  /** How many rows of the table are dealt with. */
  onProgress(table: string, rows: number): Promise<void>;
}
