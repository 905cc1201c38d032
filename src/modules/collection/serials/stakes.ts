import type { Stake } from '#platform/stakes';
import { issuesExpected, runningSubscriptions } from './data/stakes.queries.ts';

/** What libraries and records are expected to get. */
export const stakes: readonly Stake[] = [
  { of: 'library', rows: runningSubscriptions },
  { of: 'bib', rows: issuesExpected },
];
