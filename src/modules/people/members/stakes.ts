import type { Stake } from '#platform/stakes';
import { sessionReaders } from './data/stakes.queries.ts';

/** What sessions are told of the members to whom they belong. */
export const stakes: readonly Stake[] = [{ of: 'reader', rows: sessionReaders }];
