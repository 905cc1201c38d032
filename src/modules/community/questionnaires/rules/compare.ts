import type { Absence } from './absence.ts';
import {
  independentInterval,
  mean,
  pairedInterval,
  sampleOf,
  shareChange,
  type Interval,
  type Sample,
} from './intervals.ts';
import type { ItemResult } from './item-results.ts';
import { LEAST_COMPARED } from './least.ts';

/** How a figure moved from one measurement to another. */
export interface Moved {
  /** The average there, and of how many; where people are linked, of those alone who are in both. */
  mean: number;
  n: number;
  /** The average here less the average there. */
  change: number;
  /** The same people, linked by name, or two groups of whom nobody knows who is in both. */
  method: 'paired' | 'independent';
  /** Of the change, 95 %; null where nobody differs from anybody, so that nothing can be said. */
  interval: Interval | null;
  /** How the share of the two best scores moved, −1 … 1, with Newcombe's interval; null where they are not counted. */
  top: ({ change: number } & Interval) | null;
}

/** Why a figure is not compared. */
export type Unmoved = Absence | 'other_scale';

/** A figure that stands for a group, where ten and more are behind it. */
export interface Measured {
  n: number;
  mean: number | null;
  variance: number | null;
}

const sampleFrom = ({ n, mean: average, variance }: Measured): Sample | null =>
  average === null || variance === null || n < LEAST_COMPARED ? null : { n, mean: average, variance };

/** Two groups. @returns null for fewer than ten on one side */
export function movedBetween(before: Measured, after: Measured): Moved | null {
  const [one, other] = [sampleFrom(before), sampleFrom(after)];
  if (!one || !other) return null;
  return {
    mean: one.mean,
    n: one.n,
    change: other.mean - one.mean,
    method: 'independent',
    interval: independentInterval(one, other),
    top: null,
  };
}

/** The same people twice. @returns null for fewer than ten of them */
export function movedTogether(pairs: readonly { before: number; after: number }[]): Moved | null {
  const before = mean(pairs.map((pair) => pair.before));
  const differences = sampleOf(pairs.map((pair) => pair.after - pair.before));
  if (before === null || differences === null || pairs.length < LEAST_COMPARED) return null;
  return {
    mean: before,
    n: pairs.length,
    change: differences.mean,
    method: 'paired',
    interval: pairedInterval(pairs.map((pair) => pair.after - pair.before)),
    top: null,
  };
}

/**
 * An item here beside the same item there: of linked people where ten of them answered both, else of two groups.
 * @param before what it came to there; undefined = it was not asked there
 * @param pairs scores of linked people who answered it here and there
 */
export function compareItem(
  before: ItemResult | undefined,
  after: ItemResult,
  pairs: readonly { before: number; after: number }[],
): Moved | Unmoved {
  if (!before) return 'not_asked';
  const absent = after.absent ?? before.absent;
  if (absent !== null) return absent;
  // an average of another scale says nothing
  if (before.highest !== after.highest || before.lowest !== after.lowest) return 'other_scale';
  const moved = movedTogether(pairs) ?? movedBetween(before, after);
  if (!moved) return 'too_few';
  const [there, here] = [before.topTwo, after.topTwo];
  const isCounted = moved.method === 'independent' && there !== null && here !== null;
  return {
    ...moved,
    top: isCounted ? shareChange({ count: there.count, n: before.n }, { count: here.count, n: after.n }) : null,
  };
}
