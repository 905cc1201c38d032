import fc from 'fast-check';
import { expect, test } from 'vitest';
import { servesAll } from './serve-all.ts';

const wanting = (...copies: number[][]) => copies.map((some, id) => ({ id, copies: some }));

test('each needs another copy, and who could take two leaves the one that another needs', () => {
  expect(servesAll([])).toBe(true);
  expect(servesAll(wanting([]))).toBe(false);
  expect(servesAll(wanting([1], [1]))).toBe(false);
  expect(servesAll(wanting([1, 2], [1]))).toBe(true);
  expect(servesAll(wanting([1, 2], [1, 3], [1]))).toBe(true);
  expect(servesAll(wanting([1, 2], [1, 2], [1, 2]))).toBe(false);
});

test('as trying everything would say', () => {
  const tryAll = (all: readonly number[][], taken: readonly number[] = []): boolean => {
    const [first, ...rest] = all;
    return first === undefined || first.some((copy) => !taken.includes(copy) && tryAll(rest, [...taken, copy]));
  };
  const some = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }), { maxLength: 5 });
  fc.assert(
    fc.property(some, (all) => {
      expect(servesAll(wanting(...all))).toBe(tryAll(all));
    }),
  );
});
