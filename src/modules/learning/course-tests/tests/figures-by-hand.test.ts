import { expect, test } from 'vitest';
import { toldGain } from '../results/gain.ts';
import { itemCounts, pairsOf, type HandedIn, type TestPart } from '../rules/figures.ts';

/** How many of five items ten learners had right, before and after; an item is right where its number is no greater. */
const [BEFORE, AFTER] = [
  [1, 2, 2, 3, 1, 2, 3, 0, 2, 4],
  [3, 3, 4, 4, 2, 3, 5, 2, 4, 4],
];
const sittings = (part: TestPart, right: readonly number[]): HandedIn[] =>
  right.map((count, nth) => ({
    ...{ learnerId: nth + 1, part },
    answers: [1, 2, 3, 4, 5].map((item) => ({ versionId: item, competenceId: 1, isRight: item <= count })),
  }));

test('gain and its interval from ten pairs, worked by hand', () => {
  // an eleventh did the first test alone, a twelfth the second: they are in no average
  const alone = [
    ...sittings('before', [5]).map((one) => ({ ...one, learnerId: 11 })),
    ...sittings('after', [0]).map((one) => ({ ...one, learnerId: 12 })),
  ];
  const { pairs, onlyBefore, onlyAfter } = pairsOf(
    [...sittings('before', BEFORE), ...sittings('after', AFTER), ...alone],
    null,
  );
  expect([onlyBefore, onlyAfter]).toEqual([1, 1]);
  const told = toldGain(pairs, []);
  // Σ before = 20 of 50, Σ after = 34 of 50: 40 % and 68 %; the gain of the averages is 28
  expect(told).toMatchObject({ pairs: 10, before: 40, after: 68 });
  expect(told?.gain).toBeCloseTo(28, 9);
  // gains 40 20 40 20 20 20 40 40 40 0, so Σ (gain − 28)² = 5 × 144 + 4 × 64 + 784 = 1760, variance 1760 ÷ 9 = 195.556,
  // standard error √(195.556 ÷ 10) = 4.42217; Student's t for nine degrees of freedom, 95 %, two-sided, is 2.26216
  // (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2): half = 10.0036
  expect(told?.interval?.low).toBeCloseTo(17.9964, 3);
  expect(told?.interval?.high).toBeCloseTo(38.0036, 3);
  // nine are not told of, nor ten of whom a rest of one to nine would be known
  expect(toldGain(pairs.slice(1), [])).toBeNull();
  expect(toldGain(pairs, [14])).toBeNull();
});

test('difficulty and corrected point-biserial of the same items, worked by hand', () => {
  const counts = itemCounts(sittings('after', AFTER));
  // difficulty: who had 1 … 5 right of ten
  expect([1, 2, 3, 4, 5].map((item) => counts.get(item)?.right)).toEqual([10, 10, 8, 5, 1]);
  // everybody had 1 and 2 right: nobody is told apart
  expect([counts.get(1)?.discrimination, counts.get(2)?.discrimination]).toEqual([null, null]);
  // item 4 (right: learners with 4 or 5) against the share of the other four: sums 3 3 3 3 2 3 4 2 3 3 of 4.
  // x̄ = 0.5, Σ (x − x̄)² = 2.5; ȳ = 29 ÷ 40 = 0.725, Σ (y − ȳ)² = (7 × 0.000625) + (2 × 0.050625) + 0.075625 = 0.18125;
  // Σ xy = (3 + 3 + 4 + 3 + 3) ÷ 4 = 4, less 10 × 0.5 × 0.725 = 3.625: 0.375. r = 0.375 ÷ √(2.5 × 0.18125) = 0.55709
  // (item-rest correlation: the item itself is left out of the sum, Henrysson 1963, Psychometrika 28)
  expect(counts.get(4)?.discrimination).toBeCloseTo(0.55709, 4);
});
