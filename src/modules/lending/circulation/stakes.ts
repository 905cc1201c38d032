import type { Stake } from '#platform/stakes';
import { copiesComing, copiesWanted, readersWaiting } from './data/stakes.queries.ts';

/** What is on its way to libraries, and who waits for records and copies. */
export const stakes: readonly Stake[] = [
  { of: 'library', rows: copiesComing },
  { of: 'library', rows: readersWaiting },
  { of: 'bib', rows: readersWaiting },
  { of: 'promise', rows: copiesWanted },
];
