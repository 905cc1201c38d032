/**
 * Which books of a shelf are to be moved so that the fewest are: all but a longest run that is in order already (longest
 * non-decreasing subsequence, patience sorting, n log n).
 * @param keys sort keys of the call numbers, from left to right, compared code unit by code unit as the shelf index does
 * @returns for each book null (it stays) or where it belongs: the position of the book behind which it goes among those that stay
 * and those moved before it; -1 = at the very left
 */
export function outOfOrder(keys: readonly string[]): (number | null)[] {
  const stays = longestRun(keys);
  // all books as they will stand; of equal call numbers those that stay come first
  const order = [...keys.keys()].sort(
    (a, b) => compare(keys[a] ?? '', keys[b] ?? '') || Number(!stays.has(a)) - Number(!stays.has(b)) || a - b,
  );
  const moves: (number | null)[] = keys.map(() => null);
  order.forEach((book, at) => {
    if (!stays.has(book)) moves[book] = order[at - 1] ?? -1;
  });
  return moves;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function longestRun(keys: readonly string[]): Set<number> {
  /** tails[n] = the book with the smallest key at which a run of n + 1 ends */
  const tails: number[] = [];
  const before: (number | undefined)[] = [];
  keys.forEach((key, i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(keys[tails[middle] ?? 0] ?? '', key) <= 0) low = middle + 1;
      else high = middle;
    }
    before[i] = low === 0 ? undefined : tails[low - 1];
    tails[low] = i;
  });
  const run = new Set<number>();
  for (let i = tails.at(-1); i !== undefined; i = before[i]) run.add(i);
  return run;
}
