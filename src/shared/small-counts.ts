import { LEAST } from './disclosure.ts';

/** Of fewer people than these no figure is told. */
export const FEWEST_TOLD = LEAST.compared;

/** Nobody, or enough that nobody is known by it. @param least as the table of disclosure has it */
export const isTold = (count: number, least: number = FEWEST_TOLD): boolean => count === 0 || count >= least;

/** A part of people is told when neither it nor the rest of them is of few; else null. */
export const toldPart = (part: number, all: number, least: number = FEWEST_TOLD): number | null =>
  isTold(part, least) && isTold(Math.abs(all - part), least) ? part : null;

/**
 * Counts of the same people that go down from step to step: one is told where it differs from the last that was told by nobody or by enough.
 * @param all of whom they are parts
 */
export function toldSteps(counts: readonly number[], all: number, least: number = FEWEST_TOLD): (number | null)[] {
  const told = new Set([all]);
  return counts.map((count) => {
    const isSafe = isTold(count, least) && [...told].every((other) => isTold(Math.abs(other - count), least));
    if (isSafe) told.add(count);
    return isSafe ? count : null;
  });
}

/**
 * Splits counts of people into those that may be told, the largest first, and those that are left out so that nothing of one to nine people is
 * said nor can be reckoned from the sum: where those left out are fewer than ten together, the smallest of the others goes with them. Counts of
 * nobody are in neither.
 */
export function splitSmallCounts<T>(counts: Iterable<readonly [T, number]>): {
  told: (readonly [T, number])[];
  /** Of all that are left out together: 0, or ten and more, unless all are fewer than ten. */
  left: number;
} {
  const sorted = [...counts].filter(([, count]) => count > 0).toSorted(([, a], [, b]) => b - a);
  const told = sorted.filter(([, count]) => count >= FEWEST_TOLD);
  let left = sorted.slice(told.length).reduce((sum, [, count]) => sum + count, 0);
  while (left > 0 && left < FEWEST_TOLD) {
    const next = told.pop();
    if (!next) break;
    left += next[1];
  }
  return { told, left };
}

/** The smallest part of some people: where it lies, from the largest part that holds it down to itself, and its people in cells that are apart. */
export interface SmallestPart {
  place: readonly string[];
  /** Those who finished and those who did not, say. */
  cells: readonly number[];
}

/** A part as {@link toldPlaces} names it. */
export const placeKey = (place: readonly string[]): string => place.join('\n');

const summed = (parts: readonly SmallestPart[]): number[] =>
  (parts[0]?.cells ?? []).map((_, at) => parts.reduce((sum, { cells }) => sum + (cells[at] ?? 0), 0));

/** What may not be told for a reason that lies outside of the counts. */
export interface KeptBack {
  /** A smallest part. */
  isHidden?: (one: SmallestPart) => boolean;
  /** A part, by all the smallest ones in it: its sum would give away one that is hidden to whoever knows the others from elsewhere. */
  isSumHidden?: (parts: readonly SmallestPart[]) => boolean;
}

/**
 * Which parts that lie in one another (years, their halves, the classes in them) may be told beside their whole, so that nothing of few people is
 * said nor can be reckoned: where what is left out of a part is of few, the smallest of the others goes with it.
 * @param least of how many a part is told, and how many must be left of others
 * @param kept what is kept back for another reason, so that nothing may be told by which it could be reckoned
 * @returns keys of those parts, whole and smallest ones alike
 */
export function toldPlaces(
  all: readonly SmallestPart[],
  least: { own: number; others: number } = { own: FEWEST_TOLD, others: FEWEST_TOLD },
  kept: KeptBack = {},
): Set<string> {
  const found = new Set<string>();
  const { isHidden = () => false, isSumHidden = () => false } = kept;
  // what holds nothing but what is kept back is kept back with it, however many lie in it
  const isSafe = (parts: readonly SmallestPart[], fewest: number): boolean =>
    summed(parts).every((count) => isTold(count, fewest)) && !parts.every(isHidden);
  const isOwnSafe = (parts: readonly SmallestPart[]): boolean => isSafe(parts, least.own) && !isSumHidden(parts);
  const size = (parts: readonly SmallestPart[]): number => summed(parts).reduce((sum, count) => sum + count, 0);
  const look = (within: readonly SmallestPart[], depth: number, isSumTold: boolean): void => {
    if (within.every(({ place }) => place.length <= depth)) return;
    const parts = [...Map.groupBy(within, ({ place }) => placeKey(place.slice(0, depth + 1)))].toSorted(
      ([, a], [, b]) => size(b) - size(a),
    );
    const told = parts.filter(([, own]) => isOwnSafe(own));
    const left = parts.filter(([, own]) => !isOwnSafe(own)).flatMap(([, own]) => own);
    // what is left of a sum that is told comes out by the difference
    while (left.length > 0 && (!isSafe(left, least.others) || (isSumTold && isSumHidden(left)))) {
      const next = told.pop();
      if (!next) break;
      left.push(...next[1]);
    }
    for (const [key, own] of told) {
      found.add(key);
      look(own, depth + 1, true);
    }
    if (left.length > 0) look(left, depth + 1, isSumTold);
  };
  look(all, 0, false);
  return found;
}
