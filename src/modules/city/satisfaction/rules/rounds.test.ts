import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactIkm, printedIkm, sampleSize } from '#modules/community/questionnaires';
import { BANDS, niOf, weightedMean } from './bands.ts';
import { isOverdue, lowestOf, periodBefore, quarterOf, rankOf, unplannedOf } from './rounds.ts';

describe('the index by both weights, as worked by hand', () => {
  test.each([
    [301, 10, 8361, 'B', 8278, 'B'],
    [955, 29, 9148, 'A', 9056, 'A'],
    // five fours and three threes of one sheet: the printed weight flips the grade
    [32, 1, 8889, 'A', 8800, 'B'],
    [9, 1, 2500, 'D', 2475, null],
    [36, 1, 10_000, 'A', 9900, 'A'],
    [13_114, 412, 8842, 'A', 8753, 'B'],
  ])('a sum of %d on %d sheets', (total, n, exact, grade, printed, printedGrade) => {
    expect(exactIkm(total, n)).toEqual({ hundredths: exact, grade });
    expect(printedIkm(total, n)).toEqual({ hundredths: printed, grade: printedGrade });
  });
});

/** The table of Krejcie and Morgan (1970) as it is printed. */
const TABLE =
  `10 10 15 14 20 19 25 24 30 28 35 32 40 36 45 40 50 44 55 48 60 52 65 56 70 59 75 63 80 66 85 70 90 73 95 76
 100 80 110 86 120 92 130 97 140 103 150 108 160 113 170 118 180 123 190 127 200 132 210 136 220 140 230 144 240 148 250 152
 260 155 270 159 280 162 290 165 300 169 320 175 340 181 360 186 380 191 400 196 420 201 440 205 460 210 480 214 500 217
 550 226 600 234 650 242 700 248 750 254 800 260 850 265 900 269 950 274 1000 278 1100 285 1200 291 1300 297 1400 302
 1500 306 1600 310 1700 313 1800 317 1900 320 2000 322 2200 327 2400 331 2600 335 2800 338 3000 341 3500 346 4000 351
 4500 354 5000 357 6000 361 7000 364 8000 367 9000 368 10000 370 15000 375 20000 377 30000 379 40000 380 50000 381
 75000 382 1000000 384`
    .trim()
    .split(/\s+/)
    .map(Number);

test('of so many users so many have to answer, through the whole printed table', () => {
  const rows = TABLE.flatMap((population, nth) => (nth % 2 === 0 ? [{ population, needed: TABLE[nth + 1] }] : []));
  expect(rows).toHaveLength(90);
  expect(rows.map(({ population }) => ({ population, needed: sampleSize(population) }))).toEqual(rows);
});

test('a band of the index value is that of the converted value, 25 times as much, and the grade is that of the index', () => {
  for (const { grade, perception, ni, converted } of BANDS) {
    expect(ni.map((end) => Math.round(end * 2500) / 100)).toEqual(converted);
    expect('DCBA'[perception - 1]).toBe(grade);
    for (const end of converted) expect(exactIkm(Math.round(end * 9 * 40), 1000).grade).toBe(grade);
  }
  expect(niOf({ total: 301, complete: 10 })).toBeCloseTo(3.3444, 4);
  expect(weightedMean(3.4)).toBeCloseTo(0.3778, 4);
});

test('of the three lowest those are without a plan for which none is made, or which was stopped; of equal elements none is lower', () => {
  const means = [3.4, 3.3, 3.0, 4.0, 3.3, 3.4, 3.6, 2.9, 3.2];
  const elements = means.map((mean, nth) => ({ element: `U${nth + 1}`, mean }));
  const without = (plans: { element: string; state: string }[]) =>
    unplannedOf(elements, plans).map(({ element }) => element);
  expect(without([])).toEqual(['U8', 'U3', 'U9']);
  expect(
    without([
      { element: 'U8', state: 'planned' },
      { element: 'U3', state: 'stopped' },
      { element: 'U1', state: 'done' },
    ]),
  ).toEqual(['U3', 'U9']);
  expect(without(['U8', 'U3', 'U9'].map((element) => ({ element, state: 'done' })))).toEqual([]);
  expect(
    unplannedOf(
      elements.map(({ element }) => ({ element, mean: 4 })),
      [],
    ),
  ).toEqual([]);
});

test('the three lowest elements are U8, U3 and U9 in the worked example; of two that are equal the one that is asked first', () => {
  const sums = [34, 33, 30, 40, 33, 34, 36, 29, 32];
  const elements = sums.map((sum, nth) => ({ element: `U${nth + 1}`, mean: sum / 10 }));
  expect(lowestOf(elements).map(({ element }) => element)).toEqual(['U8', 'U3', 'U9']);
  expect(lowestOf(elements, 5).map(({ element }) => element)).toEqual(['U8', 'U3', 'U9', 'U2', 'U5']);
  expect(lowestOf([{ element: 'U1', mean: null }])).toEqual([]);
});

test('a quarter has three months, and the year turns with it', () => {
  expect(['2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31', '2027-01-01'].map(quarterOf)).toEqual([
    '2026-1',
    '2026-1',
    '2026-2',
    '2026-4',
    '2027-1',
  ]);
});

test('the period before is as long and ends the day before', () => {
  expect(periodBefore({ from: '2026-03-01', to: '2026-03-31' })).toEqual({ from: '2026-01-29', to: '2026-02-28' });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 365 }), (days) => {
      const to = new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
      const before = periodBefore({ from: '2026-01-01', to });
      expect(before.to).toBe('2025-12-31');
      expect(Date.parse(to) - Date.parse('2026-01-01')).toBe(Date.parse(before.to) - Date.parse(before.from));
    }),
  );
});

test('a plan is overdue when its day is over and it is neither done nor stopped', () => {
  const of = (state: string) => isOverdue({ state, dueOn: '2026-03-31' }, '2026-04-01');
  expect(['planned', 'running', 'done', 'stopped'].map(of)).toEqual([true, true, false, false]);
  expect(isOverdue({ state: 'running', dueOn: '2026-03-31' }, '2026-03-31')).toBe(false);
});

test('the rank of an element counts from the highest average, and equal ones share it; one without an average has none', () => {
  const elements = [
    { element: 'U1', mean: 3.4 },
    { element: 'U2', mean: null },
    { element: 'U3', mean: 2.9 },
    { element: 'U4', mean: 4 },
    { element: 'U5', mean: 3.4 },
  ];
  expect(elements.map(({ element }) => rankOf(elements, element))).toEqual([2, null, 4, 1, 2]);
});
