import type { Stake } from '#platform/stakes';
import { copiesAside, programsAhead } from './data/stakes.queries.ts';

/** What goes on in libraries, and the copies that are set aside for it. */
export const stakes: readonly Stake[] = [
  { of: 'library', rows: programsAhead },
  { of: 'setAside', rows: copiesAside },
];
