import fc from 'fast-check';
import { expect, test } from 'vitest';
import { averagedGroups, comparableGroups, hideFew, spreadGroups } from './few.ts';

const counts = (...parts: number[]) => hideFew(parts.map((count) => ({ count }))).map(({ count }) => count);

test('a part of one to four is not told, and with one alone the next smallest goes, from which it could be told', () => {
  expect(counts(20, 30, 3)).toEqual([null, 30, null]);
  expect(counts(20, 2, 1, 40)).toEqual([null, null, null, 40]);
  expect(counts(20, 4, 3, 40)).toEqual([20, null, null, 40]);
  expect(counts(20, 0, 30)).toEqual([20, 0, 30]);
  expect(counts(3)).toEqual([null]);
});

test('whatever the parts are: what is hidden is two and more and five and more in all, or everything', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 8 }), (given) => {
      const told = counts(...given);
      const hidden = given.filter((_, nth) => told[nth] === null);
      const left = given.filter((count, nth) => told[nth] !== null && count > 0);
      const sum = hidden.reduce((all, count) => all + count, 0);
      expect(left.every((count) => count >= 5)).toBe(true);
      expect(hidden.length === 0 || left.length === 0 || (hidden.length >= 2 && sum >= 5)).toBe(true);
    }),
  );
});

test('groups of ten are compared, while those left over are nobody, or five of whom something may be said', () => {
  const shown = (total: number, ...sizes: number[]) =>
    [
      ...comparableGroups(
        sizes.map((n) => ({ n })),
        total,
      ),
    ].map(({ n }) => n);
  expect(shown(40, 25, 15)).toEqual([25, 15]);
  // four of another group could be told from the rest
  expect(shown(44, 25, 15, 4)).toEqual([25]);
  expect(shown(49, 25, 15, 9)).toEqual([25, 15]);
  expect(shown(12, 12)).toEqual([12]);
  expect(shown(15, 12, 3)).toEqual([]);
});

test('an interval stands beside the average of a group only while those left over are nobody, or ten of whom as much may be said', () => {
  const shown = (total: number, ...sizes: number[]) =>
    [
      ...spreadGroups(
        sizes.map((n) => ({ n })),
        total,
      ),
    ].map(({ n }) => n);
  expect(shown(40, 25, 15)).toEqual([25, 15]);
  // of seven who said nothing the spread could be reckoned from that of all
  expect(shown(47, 25, 15)).toEqual([25]);
  expect(shown(50, 25, 15)).toEqual([25, 15]);
  expect(shown(34, 25, 9)).toEqual([]);
});

test('a place with fewer than five complete sheets takes another one with it, from which it could be told', () => {
  const shown = (total: number, ...sizes: number[]) =>
    [
      ...averagedGroups(
        sizes.map((n) => ({ n })),
        total,
      ),
    ].map(({ n }) => n);
  expect(shown(27, 20, 7)).toEqual([20, 7]);
  expect(shown(31, 20, 7, 4)).toEqual([20]);
  expect(shown(24, 20, 4)).toEqual([]);
});
