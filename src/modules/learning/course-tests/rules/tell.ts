import { FEWEST_TOLD, splitSmallCounts } from '#shared/small-counts';

/** Nobody, or enough that nobody is known by it. */
export const isTold = (count: number): boolean => count === 0 || count >= FEWEST_TOLD;

/** A part of people is told when neither it nor the rest of them is one to nine; else null. */
export const toldPart = (part: number, all: number): number | null =>
  isTold(part) && isTold(Math.abs(all - part)) ? part : null;

/**
 * Counts of the same people that go down from step to step: one is told where it differs from the last that was told by nobody or by ten and more.
 * @param all of whom they are parts
 */
export function toldSteps(counts: readonly number[], all: number): (number | null)[] {
  const told = new Set([all]);
  return counts.map((count) => {
    const isSafe = isTold(count) && [...told].every((other) => isTold(Math.abs(other - count)));
    if (isSafe) told.add(count);
    return isSafe ? count : null;
  });
}

/** A day's half of a year: `2026-2`. */
export const halfOf = (day: string): string => `${day.slice(0, 4)}-${Number(day.slice(5, 7)) > 6 ? 2 : 1}`;

/** Halves of years of which may be told, the last first: those left out are of nobody or of ten and more together. */
export const toldHalves = (pairsByHalf: ReadonlyMap<string, number>): string[] =>
  splitSmallCounts(pairsByHalf)
    .told.map(([half]) => half)
    .toSorted()
    .toReversed();
