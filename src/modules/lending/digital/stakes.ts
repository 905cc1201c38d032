import type { Stake } from '#platform/stakes';
import { filesAwaited, filesLent } from './data/stakes.queries.ts';

/** Who has files of records, or waits for them. */
export const stakes: readonly Stake[] = [
  { of: 'bib', rows: filesLent },
  { of: 'bib', rows: filesAwaited },
];
