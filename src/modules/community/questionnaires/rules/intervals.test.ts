import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareItem, movedBetween, movedTogether } from './compare.ts';
import {
  independentInterval,
  pairedInterval,
  sampleOf,
  shareChange,
  studentT,
  verdictOf,
  wilson,
} from './intervals.ts';
import type { ItemResult } from './item-results.ts';

test('Student’s t is that of the tables, also between their rows and for another level', () => {
  const table = [
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [5, 2.571],
    [9, 2.262],
    [10, 2.228],
    [20, 2.086],
    [30, 2.042],
    [40, 2.021],
    [60, 2.0],
    [120, 1.98],
    [1000, 1.962],
  ] as const;
  for (const [freedom, t] of table) expect([freedom, Number(studentT(freedom).toFixed(3))]).toEqual([freedom, t]);
  expect(studentT(10, 0.99)).toBeCloseTo(3.169, 3);
  expect(studentT(10, 0.9)).toBeCloseTo(1.812, 3);
  expect(studentT(10.5)).toBeLessThan(studentT(10));
  expect(studentT(10.5)).toBeGreaterThan(studentT(11));
});

test('the same people twice: the sleep of ten patients with two drugs (“Student” 1908)', () => {
  // hours gained with each: the differences average 1.58, with a deviation of 1.23; t(9) = 2.262
  const one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
  const other = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
  const differences = other.map((hours, at) => hours - (one[at] ?? 0));
  const interval = pairedInterval(differences);
  expect(interval?.low).toBeCloseTo(0.7001142, 6);
  expect(interval?.high).toBeCloseTo(2.4598858, 6);
  const pairs = other.map((after, at) => ({ before: one[at] ?? 0, after }));
  expect(movedTogether(pairs)).toMatchObject({ n: 10, mean: 0.75, method: 'paired', top: null });
  expect(movedTogether(pairs)?.change).toBeCloseTo(1.58, 10);
});

test('two groups: the same hours as if they were of twenty people (Welch), where the change is no longer certain', () => {
  const one = sampleOf([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
  const other = sampleOf([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
  if (!one || !other) throw new Error('there are ten in each');
  // t = 1.8608 with 17.776 degrees of freedom
  const interval = independentInterval(one, other);
  expect(interval?.low).toBeCloseTo(-0.2054832, 6);
  expect(interval?.high).toBeCloseTo(3.3654832, 6);
  expect(interval && verdictOf(interval)).toBe('unsure');
  expect(movedBetween(one, other)).toMatchObject({ n: 10, method: 'independent' });
});

test('two shares, as Newcombe worked them (1998, table II, method 10)', () => {
  const worked = [
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ] as const;
  for (const [a, m, b, n, low, high] of worked) {
    const found = shareChange({ count: b, n }, { count: a, n: m });
    expect([found?.low, found?.high].map((end) => Number(end?.toFixed(4)))).toEqual([low, high]);
  }
  expect(shareChange({ count: 0, n: 0 }, { count: 1, n: 2 })).toBeNull();
});

test('where nobody differs from anybody nothing can be said of others: there is no interval', () => {
  expect(pairedInterval(Array.from({ length: 12 }, () => 50))).toBeNull();
  expect(pairedInterval([3])).toBeNull();
  expect(pairedInterval([])).toBeNull();
  // a third of the points each, which binary fractions make a hair more or less
  const thirds = Array.from({ length: 12 }, (_, nth) => (100 * (1 + (nth % 3))) / 3 - (100 * (nth % 3)) / 3);
  expect(new Set(thirds).size).toBeGreaterThan(1);
  expect(pairedInterval(thirds)).toBeNull();
  expect(sampleOf(Array.from({ length: 10 }, () => 0.1))?.variance).toBe(0);
  const still = { n: 12, mean: 2, variance: 0 };
  expect(independentInterval(still, { ...still, mean: 4 })).toBeNull();
  expect(independentInterval({ ...still, n: 1 }, { n: 12, mean: 4, variance: 1 })).toBeNull();
});

const scores = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 60 });

test('an interval holds its change; the other way round it is its mirror; more certainty is wider', () => {
  fc.assert(
    fc.property(scores, scores, (before, after) => {
      const [one, other] = [sampleOf(before), sampleOf(after)];
      if (!one || !other) throw new Error('there are two in each');
      const interval = independentInterval(one, other);
      if (!interval) return expect([one.variance, other.variance]).toEqual([0, 0]);
      const change = other.mean - one.mean;
      expect(interval.low).toBeLessThanOrEqual(change);
      expect(interval.high).toBeGreaterThanOrEqual(change);
      const back = independentInterval(other, one);
      expect(back?.low).toBeCloseTo(-interval.high, 8);
      const wider = independentInterval(one, other, 0.99);
      expect(wider?.low).toBeLessThan(interval.low);
      expect(Number.isFinite(interval.low) && Number.isFinite(interval.high)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('the change of a share never leaves what a share can change by', () => {
  const group = fc
    .integer({ min: 1, max: 400 })
    .chain((n) => fc.integer({ min: 0, max: n }).map((count) => ({ count, n })));
  fc.assert(
    fc.property(group, group, (before, after) => {
      const found = shareChange(before, after);
      if (!found) throw new Error('somebody answered');
      expect(found.low).toBeGreaterThanOrEqual(-1 - 1e-9);
      expect(found.high).toBeLessThanOrEqual(1 + 1e-9);
      expect(found.low).toBeLessThanOrEqual(found.change);
      expect(found.high).toBeGreaterThanOrEqual(found.change);
    }),
  );
  expect(wilson(0, 7)?.low).toBe(0);
  expect(wilson(7, 7)?.high).toBe(1);
});

const words = { id: 'Materi', en: '' };
const item: ItemResult = {
  ...{ id: 'materi', kind: 'likert', label: words, tag: { id: '', en: '' }, n: 12, hidden: false, absent: null },
  ...{ counts: [], mean: 3, variance: 0.5, lowest: 1, highest: 4, percent: 75, right: null, median: null, texts: [] },
  ...{ topTwo: { count: 9, share: 0.75, low: 0.47, high: 0.91 }, element: '', importanceOf: '' },
};

test('an item that is not compared says why: not asked, not answered, too few, another scale', () => {
  const few = Array.from({ length: 9 }, () => ({ before: 2, after: 3 }));
  expect(compareItem(undefined, item, [])).toBe('not_asked');
  expect(compareItem({ ...item, absent: 'unanswered', n: 0 }, item, [])).toBe('unanswered');
  expect(compareItem({ ...item, absent: 'too_few', n: 3 }, item, [])).toBe('too_few');
  expect(compareItem(item, { ...item, absent: 'not_asked', n: 0 }, [])).toBe('not_asked');
  expect(compareItem({ ...item, highest: 5 }, item, [])).toBe('other_scale');
  expect(compareItem({ ...item, n: 9, variance: null }, item, [])).toBe('too_few');
  // nine linked people are not compared as such, but the groups around them are
  expect(compareItem(item, { ...item, mean: 3.5 }, few)).toMatchObject({ method: 'independent', change: 0.5, n: 12 });
});
