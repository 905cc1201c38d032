/** Of fewer people than these no figure is told. */
export const FEWEST_TOLD = 10;

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
