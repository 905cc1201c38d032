import type { Stake } from '#platform/stakes';
import { copiesExpected, ordersUnderWay } from './data/stakes.queries.ts';

/** What was ordered for libraries, and of which records. */
export const stakes: readonly Stake[] = [
  { of: 'library', rows: ordersUnderWay },
  { of: 'bib', rows: copiesExpected },
];
