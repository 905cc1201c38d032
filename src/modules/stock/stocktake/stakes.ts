import type { Stake } from '#platform/stakes';
import { copiesScanned } from './data/stakes.queries.ts';

/** Copies that a stocktake had in hand. */
export const stakes: readonly Stake[] = [{ of: 'sighting', rows: copiesScanned }];
