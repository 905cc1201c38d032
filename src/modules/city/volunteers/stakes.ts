import type { Stake } from '#platform/stakes';
import { partnersOfVolunteers } from './data/stakes.queries.ts';

/** For whom somebody comes is no stranger to the library. */
export const stakes: readonly Stake[] = [{ of: 'partner', rows: partnersOfVolunteers }];
