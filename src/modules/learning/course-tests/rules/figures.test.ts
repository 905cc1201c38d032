import { expect, test } from 'vitest';
import { drawItems } from './draw.ts';
import { isReached, weakestOf } from './reached.ts';
import { halfOf, toldParts } from './tell.ts';

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

test('halves of years and classes are told where nothing of few others comes out by the difference', () => {
  const cell = (month: string, pairs: number, groupId: number | null = null) => ({ month, pairs, groupId });
  const told = (...cells: ReturnType<typeof cell>[]) => {
    const { years, halves, groups } = toldParts(cells, ({ pairs }) => pairs);
    return [[...years], [...halves], [...groups]];
  };
  expect([halfOf('2026-06-30'), halfOf('2026-07')]).toEqual(['2026-1', '2026-2']);
  expect(told(cell('2026-06', 12), cell('2026-11', 40))).toEqual([
    ['2025/2026', '2026/2027'],
    ['2026-1', '2026-2'],
    [],
  ]);
  // all less the second half would be the five of the first
  expect(told(cell('2026-03', 5), cell('2026-11', 40))).toEqual([[], [], []]);
  // the others of its half would be eight, though those of the year are twenty
  expect(told(cell('2026-11', 12, 1), cell('2026-12', 8), cell('2027-02', 12))).toEqual([
    ['2026/2027'],
    ['2026-2', '2027-1'],
    [],
  ]);
  // two classes and four beside them: one of them would do no harm
  expect(told(cell('2026-11', 15, 1), cell('2026-11', 12, 2), cell('2026-12', 4))).toEqual([
    ['2026/2027'],
    ['2026-2'],
    [1],
  ]);
});
