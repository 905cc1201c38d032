import type { Stake } from '#platform/stakes';
import { copiesThere } from './data/stakes.queries.ts';

/** What stands in libraries. */
export const stakes: readonly Stake[] = [{ of: 'library', rows: copiesThere }];
