import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitSmallCounts } from './small-counts.ts';

test('a place of few people is left out, and with it the smallest other one, so that it cannot be reckoned', () => {
  const places: [string, number][] = [
    ['Halte', 30],
    ['Pasar', 12],
    ['Papan', 0],
  ];
  expect(splitSmallCounts([...places, ['Sekolah', 3]])).toEqual({ told: [['Halte', 30]], left: 15 });
  expect(splitSmallCounts(places)).toEqual({ told: places.slice(0, 2), left: 0 });
});

test('whatever was counted, nothing of one to nine people is told, nor left to be reckoned, and all adds up', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 12 }), (numbers) => {
      const { told, left } = splitSmallCounts(numbers.map((count, nth) => [nth, count]));
      const total = numbers.reduce((sum, count) => sum + count, 0);
      const said = told.reduce((sum, [, count]) => sum + count, 0);
      expect(told.every(([, count]) => count >= 10)).toBe(true);
      expect(said + left).toBe(total);
      expect(left === 0 || left >= 10 || total < 10).toBe(true);
    }),
  );
});
