import { expect, test } from 'vitest';
import { drawItems } from './draw.ts';
import { itemCounts, pairsOf, type HandedIn, type TestPart } from './figures.ts';
import { isReached, weakestOf } from './reached.ts';
import { halfOf, toldHalves, toldPart, toldSteps } from './tell.ts';

/** A sitting; `answers`: the version of each item, negative where it was wrong. All test one line but 9, which tests another. */
const sitting = (learnerId: number, part: TestPart, answers: readonly number[]): HandedIn => ({
  ...{ learnerId, part },
  answers: answers.map((at) => ({
    ...{ versionId: Math.abs(at), competenceId: Math.abs(at) === 9 ? 2 : 1 },
    isRight: at > 0,
  })),
});

test('who did both is measured by the items that stood in both; who did one is counted apart', () => {
  const all = [
    sitting(1, 'before', [1, -2]),
    sitting(1, 'after', [1, 2]),
    // item 2 was changed meanwhile and is 3 now: item 1 alone measures twice
    sitting(2, 'before', [-1, -2]),
    sitting(2, 'after', [1, 3]),
    sitting(3, 'before', [1, 2]),
    sitting(4, 'after', [-1, 9]),
    // nothing in common
    sitting(5, 'before', [1]),
    sitting(5, 'after', [3]),
  ];
  expect(pairsOf(all, null)).toEqual({
    pairs: [
      { learnerId: 1, before: 50, after: 100 },
      { learnerId: 2, before: 0, after: 100 },
    ],
    ...{ onlyBefore: 1, onlyAfter: 1 },
  });
  expect(pairsOf(all, 2)).toEqual({ pairs: [], onlyBefore: 0, onlyAfter: 1 });
});

test('an item is as hard as few are right, and tells people apart as it goes with the rest of the test', () => {
  const counts = itemCounts([
    sitting(1, 'after', [1, 2, 3]),
    sitting(2, 'after', [1, 2, -3]),
    sitting(3, 'after', [1, -2, -3]),
    sitting(4, 'after', [-1, -2, -3]),
  ]);
  // x = 1 1 1 0, rest = 1 ½ 0 0: 0.375 ÷ √(0.75 × 0.6875)
  expect(counts.get(1)).toMatchObject({ people: 4, right: 3 });
  expect(counts.get(1)?.discrimination).toBeCloseTo(0.52223, 5);
  // x = 1 1 0 0, rest = 1 ½ ½ 0: 0.5 ÷ √(1 × 0.5)
  expect(counts.get(2)).toMatchObject({ people: 4, right: 2 });
  expect(counts.get(2)?.discrimination).toBeCloseTo(0.70711, 5);
  // everybody right, or nothing beside it: nothing can be said
  const same = itemCounts([sitting(1, 'after', [1, 2]), sitting(2, 'after', [1, -2])]);
  expect(same.get(1)?.discrimination).toBeNull();
  expect(itemCounts([sitting(1, 'after', [1]), sitting(2, 'after', [-1])]).get(1)?.discrimination).toBeNull();
});

test('a learner draws the same items at every look, so many of each competence; another draws others', () => {
  const bank = Array.from({ length: 20 }, (_, at) => ({ itemId: at + 1, competenceId: at < 10 ? 1 : 2 }));
  const drawn = (learnerId: number) => drawItems(bank, { learnerId, perCompetence: 3 }).map(({ itemId }) => itemId);
  expect(drawn(7)).toEqual(drawn(7));
  expect(drawn(7).toSorted((a, b) => a - b)).toEqual(drawn(7));
  for (let learner = 1; learner <= 50; learner += 1) {
    expect(drawn(learner).filter((id) => id <= 10)).toHaveLength(3);
    expect(drawn(learner).filter((id) => id > 10)).toHaveLength(3);
  }
  const draws = Array.from({ length: 200 }, (_, at) => drawn(at + 1));
  expect(new Set(draws.map(String)).size).toBeGreaterThan(100);
  // nobody misses an item for good: each is drawn by about three in ten
  for (const { itemId } of bank) {
    const times = draws.filter((own) => own.includes(itemId)).length;
    expect(times).toBeGreaterThan(30);
    expect(times).toBeLessThan(95);
  }
  expect(drawItems(bank, { learnerId: 1, perCompetence: null })).toEqual(bank);
});

test('two thirds reach a competence; the weakest of the others comes next', () => {
  expect([
    isReached({ right: 2, total: 3 }),
    isReached({ right: 1, total: 2 }),
    isReached({ right: 0, total: 0 }),
  ]).toEqual([...[true, false, false]]);
  const counts = [
    { id: 1, right: 2, total: 4 },
    { id: 2, right: 1, total: 4 },
    { id: 3, right: 1, total: 4 },
    { id: 4, right: 4, total: 4 },
  ];
  expect(weakestOf(counts)?.id).toBe(2);
  expect(weakestOf(counts.slice(3))).toBeUndefined();
});

test('of one to nine nothing is told, by no difference either', () => {
  expect([toldPart(24, 34), toldPart(30, 34), toldPart(9, 34), toldPart(0, 34), toldPart(34, 34)]).toEqual([
    ...[24, null, null, 0, 34],
  ]);
  expect(toldSteps([34, 31, 20, 11, 5, 0], 34)).toEqual([34, null, 20, null, null, 0]);
  expect([halfOf('2026-06-30'), halfOf('2026-07-01')]).toEqual(['2026-1', '2026-2']);
  expect(
    toldHalves(
      new Map([
        ['2026-1', 12],
        ['2026-2', 40],
      ]),
    ),
  ).toEqual(['2026-2', '2026-1']);
  // all less the second half would be the five of the first
  expect(
    toldHalves(
      new Map([
        ['2026-1', 5],
        ['2026-2', 40],
      ]),
    ),
  ).toEqual([]);
});
