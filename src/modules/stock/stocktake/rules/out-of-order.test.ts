import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outOfOrder } from './out-of-order.ts';

const sorted = (keys: readonly string[]): boolean => keys.every((key, i) => i === 0 || (keys[i - 1] ?? '') <= key);
/** The longest run that is in order, found by trying every choice of books. */
function longestByTrying(keys: readonly string[]): number {
  let best = 0;
  for (let choice = 0; choice < 1 << keys.length; choice++) {
    const chosen = keys.filter((_, i) => choice & (1 << i));
    if (chosen.length > best && sorted(chosen)) best = chosen.length;
  }
  return best;
}
/** Does what the answer says, book by book, with one's hands. */
function carryOut(keys: readonly string[], moves: readonly (number | null)[]): number[] {
  const shelf = keys.map((_, i) => i).filter((i) => moves[i] === null);
  const inHand = keys.map((_, i) => i).filter((i) => moves[i] !== null);
  while (inHand.length > 0) {
    const next = inHand.findIndex((book) => moves[book] === -1 || shelf.includes(moves[book] ?? -1));
    const book = inHand.splice(next, 1)[0] ?? 0;
    const behind = moves[book] ?? -1;
    shelf.splice(behind === -1 ? 0 : shelf.indexOf(behind) + 1, 0, book);
  }
  return shelf;
}

test('a shelf in order stays; one book at the wrong end is one move, not as many as it skipped', () => {
  expect(outOfOrder(['a', 'b', 'b', 'c'])).toEqual([null, null, null, null]);
  expect(outOfOrder(['z', 'a', 'b', 'c'])).toEqual([3, null, null, null]);
  expect(outOfOrder(['b', 'c', 'a'])).toEqual([null, null, -1]);
  expect(outOfOrder([])).toEqual([]);
});

test('the fewest books are moved, and whoever follows the answer has a shelf in order', () => {
  const shelf = fc.array(fc.constantFrom('100', '2x1', '297', '813 hir', '813 pra', '899.2', '959.8'), {
    maxLength: 10,
  });
  fc.assert(
    fc.property(shelf, (keys) => {
      const moves = outOfOrder(keys);
      expect(moves.filter((move) => move === null)).toHaveLength(longestByTrying(keys));
      const after = carryOut(keys, moves);
      expect(after.toSorted((a, b) => a - b)).toEqual(keys.map((_, i) => i));
      expect(sorted(after.map((book) => keys[book] ?? ''))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('a long shelf is answered at once', () => {
  const keys = Array.from({ length: 1000 }, (_, i) => String((i * 7919) % 1000).padStart(4, '0'));
  const moves = outOfOrder(keys);
  const after = carryOut(keys, moves).map((book) => keys[book] ?? '');
  expect(sorted(after)).toBe(true);
});
