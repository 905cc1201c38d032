import { expect, test } from 'vitest';
import { toldGain } from '../results/gain.ts';
import { itemCount, type GainSums, type ItemSums } from '../rules/figures.ts';

/** How many of five items ten learners had right, before and after; an item is right where its number is no greater. */
const BEFORE = [1, 2, 2, 3, 1, 2, 3, 0, 2, 4];
const AFTER = [3, 3, 4, 4, 2, 3, 5, 2, 4, 4];
/** Percents of learners as the database sums them. */
const sumsOf = (from: number, to: number): GainSums => {
  const [before, after] = [BEFORE, AFTER].map((all) => all.slice(from, to).map((right) => 20 * right));
  const sum = (all: readonly number[] = []): number => all.reduce((so, one) => so + one, 0);
  const squares = sum(after?.map((percent, nth) => (percent - (before?.[nth] ?? 0)) ** 2));
  return { pairs: to - from, before: sum(before), after: sum(after), squares };
};

test('gain and its interval from ten pairs, worked by hand', () => {
  // in two groups, whose sums are those of all
  const told = toldGain([sumsOf(0, 4), sumsOf(4, 10)]);
  // Σ before = 20 of 50, Σ after = 34 of 50: 40 % and 68 %; the gain of the averages is 28
  expect(told).toMatchObject({ pairs: 10, before: 40, after: 68 });
  expect(told?.gain).toBeCloseTo(28, 9);
  // gains 40 20 40 20 20 20 40 40 40 0, so Σ (gain − 28)² = 5 × 144 + 4 × 64 + 784 = 1760, variance 1760 ÷ 9 = 195.556,
  // standard error √(195.556 ÷ 10) = 4.42217; Student's t for nine degrees of freedom, 95 %, two-sided, is 2.26216
  // (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2): half = 10.0036
  expect(told?.interval?.low).toBeCloseTo(17.9964, 3);
  expect(told?.interval?.high).toBeCloseTo(38.0036, 3);
  // nine are not told of
  expect(toldGain([sumsOf(0, 9)])).toBeNull();
});

/** An item of ten learners, as the database sums it. */
const item = (of: Pick<ItemSums, 'rightCount' | 'sum' | 'squares' | 'sumRight'>): ItemSums => ({
  ...{ people: 10, rests: 10, restsRight: of.rightCount },
  ...of,
});

test('difficulty and corrected point-biserial of the same items, worked by hand', () => {
  // everybody had the first right: nobody is told apart. The share of the other four right: (count − 1) ÷ 4, Σ = 24 ÷ 4, Σ squares = 66 ÷ 16
  const first = itemCount([item({ rightCount: 10, sum: 6, squares: 4.125, sumRight: 6 })]);
  expect(first).toEqual({ people: 10, right: 10, discrimination: null });
  // item 4 (right: the five with 4 or 5) against the share of the other four: 3 3 3 3 2 3 4 2 3 3 of 4.
  // x̄ = 0.5, Σ (x − x̄)² = 2.5; ȳ = 29 ÷ 40 = 0.725, Σ (y − ȳ)² = (7 × 0.000625) + (2 × 0.050625) + 0.075625 = 0.18125;
  // Σ xy = (3 + 3 + 4 + 3 + 3) ÷ 4 = 4, less 10 × 0.5 × 0.725 = 3.625: 0.375. r = 0.375 ÷ √(2.5 × 0.18125) = 0.55709
  // (item-rest correlation: the item itself is left out of the sum, Henrysson 1963, Psychometrika 28)
  const fourth = itemCount([item({ rightCount: 5, sum: 7.25, squares: 5.4375, sumRight: 4 })]);
  expect(fourth).toMatchObject({ people: 10, right: 5 });
  expect(fourth.discrimination).toBeCloseTo(0.55709, 4);
});
