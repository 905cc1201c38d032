import type { Stake } from '#platform/stakes';
import { bookedCopies, bookedTimes, bookingsThere } from './data/stakes.queries.ts';

/** Who is to collect something at libraries, and when copies are whose. */
export const stakes: readonly Stake[] = [
  { of: 'library', rows: bookingsThere },
  { of: 'promise', rows: bookedCopies },
  { of: 'booking', rows: bookedTimes },
];
