import fc from 'fast-check';
import { expect, test } from 'vitest';
import { computeIkm, ikmInterval, ikmSpread, joinIkm, sampleSize } from './ikm.ts';
import { wilson } from './intervals.ts';
import { cronbachAlpha, gainClass, itemPercent, pairedGain } from './statistics.ts';

const times = (count: number, score: number): number[] => Array.from({ length: count }, () => score);

test('percent of an item, as in the training report: 2×4 + 51×3 + 10×2 + 1×1 = 182 of 4×64 is 71.09 %', () => {
  const scores = [...times(2, 4), ...times(51, 3), ...times(10, 2), ...times(1, 1)];
  expect(scores).toHaveLength(64);
  expect(itemPercent(scores, 4)?.toFixed(2)).toBe('71.09');
  expect(itemPercent([], 4)).toBeNull();
});

test('Wilson’s interval for 8 of 10', () => {
  // p = 0.8, n = 10, z = 1.96, z² = 3.8416 (3.84146 with more digits)
  // centre = (0.8 + 3.84146 ÷ 20) ÷ (1 + 0.384146) = 0.992073 ÷ 1.384146 = 0.716740
  // half = 1.959964 ÷ 1.384146 × √(0.16 ÷ 10 + 3.84146 ÷ 400) = 1.416010 × √0.02560365 = 1.416010 × 0.160012 = 0.226578
  const interval = wilson(8, 10);
  expect(interval?.share).toBe(0.8);
  expect(interval?.low).toBeCloseTo(0.49016, 4);
  expect(interval?.high).toBeCloseTo(0.94332, 4);
  expect(wilson(0, 0)).toBeNull();
  // everybody: the upper end is 1, the lower one n ÷ (n + z²) = 5 ÷ 8.84146
  expect(wilson(5, 5)?.high).toBeCloseTo(1, 10);
  expect(wilson(5, 5)?.low).toBeCloseTo(0.56552, 4);
});

test('an interval holds its share and stays between none and all', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
      const interval = wilson(Math.round(part * n), n);
      if (!interval) throw new Error('nobody answered');
      expect(interval.low).toBeGreaterThanOrEqual(0);
      expect(interval.high).toBeLessThanOrEqual(1);
      expect(interval.low).toBeLessThanOrEqual(interval.share + 1e-12);
      expect(interval.high).toBeGreaterThanOrEqual(interval.share - 1e-12);
    }),
  );
});

test('Cronbach’s α, worked by hand', () => {
  // five people, three items
  const rows = [
    [4, 4, 3],
    [3, 3, 3],
    [2, 3, 2],
    [4, 3, 4],
    [1, 2, 1],
  ];
  // item 1: 4 3 2 4 1, mean 2.8, squares 1.44 0.04 0.64 1.44 3.24 = 6.8, ÷ 4 = 1.7
  // item 2: 4 3 3 3 2, mean 3, squares 1 0 0 0 1 = 2, ÷ 4 = 0.5
  // item 3: 3 3 2 4 1, mean 2.6, squares 0.16 0.16 0.36 1.96 2.56 = 5.2, ÷ 4 = 1.3; together 3.5
  // sums: 11 9 7 11 4, mean 8.4, squares 6.76 0.36 1.96 6.76 19.36 = 35.2, ÷ 4 = 8.8
  // α = 3 ÷ 2 × (1 − 3.5 ÷ 8.8) = 1.5 × 0.602273 = 0.903409
  expect(cronbachAlpha(rows)).toBeCloseTo(0.903409, 6);
  // items that say the same hang together wholly
  expect(
    cronbachAlpha([
      [1, 1],
      [2, 2],
      [4, 4],
    ]),
  ).toBeCloseTo(1, 12);
  expect(cronbachAlpha([[3], [4]])).toBeNull();
  expect(
    cronbachAlpha([
      [3, 3],
      [3, 3],
    ]),
  ).toBeNull();
});

test('what four people gained, worked by hand', () => {
  // before 40 50 60 50 (mean 50), after 60 70 60 90 (mean 70): gains 20 20 0 40, mean 20
  // squares 0 0 400 400 = 800, ÷ 3 = 266.667; standard error √(266.667 ÷ 4) = 8.16497; t(3) = 3.18245: half 25.9846
  // normalised: 20 ÷ (100 − 50) = 0.4
  const gain = pairedGain([
    { before: 40, after: 60 },
    { before: 50, after: 70 },
    { before: 60, after: 60 },
    { before: 50, after: 90 },
  ]);
  expect(gain).toMatchObject({ pairs: 4, before: 50, after: 70, gain: 20, normalised: 0.4, up: 3, same: 1, down: 0 });
  expect(gain?.interval?.low).toBeCloseTo(-5.9846, 3);
  expect(gain?.interval?.high).toBeCloseTo(45.9846, 3);
  expect(pairedGain([])).toBeNull();
  expect(pairedGain([{ before: 100, after: 100 }])).toMatchObject({ normalised: null, interval: null });
  expect(['low', 'medium', 'high']).toEqual([gainClass(0.29), gainClass(0.3), gainClass(0.7)]);
});

test('beyond thirty degrees of freedom t is that of the tables: 2.021 for 40, 1.984 for 100', () => {
  // gains 1 and −1 by turns: mean 0, variance n ÷ (n − 1), standard error √(1 ÷ (n − 1)), so the half is t ÷ √(n − 1)
  for (const [freedom, t] of [
    [40, 2.021],
    [100, 1.984],
  ] as const) {
    const n = freedom + 1;
    const even = freedom % 2 === 0 ? n - 1 : n;
    const pairs = Array.from({ length: n }, (_, at) => ({ before: 50, after: at >= even ? 50 : at % 2 ? 49 : 51 }));
    // n − 1 gains of ±1 and one of 0: variance (n − 1) ÷ (n − 1) = 1
    const half = (pairedGain(pairs)?.interval?.high ?? 0) - (pairedGain(pairs)?.gain ?? 0);
    expect(half * Math.sqrt(n)).toBeCloseTo(t, 3);
  }
});

const SHEETS = `443444433 333433433 433434434 332433323 444444444 333433333 343434433 433443334 333433422 333433333`
  .split(' ')
  .map((sheet) => [...sheet].map(Number));

test('the interval of the index, worked by hand: sums of ten sheets are 301, their squares 9145, so 83.61 ± 2.262 × √(72.79 ÷ 10)', () => {
  expect(ikmSpread(SHEETS)).toEqual({ complete: 10, total: 301, squares: 9145 });
  const interval = ikmInterval(ikmSpread(SHEETS));
  expect(interval?.low).toBeCloseTo(77.508, 2);
  expect(interval?.high).toBeCloseTo(89.714, 2);
  expect(ikmInterval(ikmSpread(SHEETS.slice(0, 9)))).toBeNull();
  expect(ikmInterval(ikmSpread(Array.from({ length: 20 }, () => times(9, 3))))).toBeNull();
});

test('the public satisfaction index, as worked in the guide: total 301 of ten sheets is 83.61, B', () => {
  expect(SHEETS).toHaveLength(10);
  expect(SHEETS.flat().reduce((sum, score) => sum + score, 0)).toBe(301);
  expect(computeIkm(SHEETS)).toEqual({
    hundredths: 8361,
    grade: 'B',
    complete: 10,
    total: 301,
    // 301 × 0.11 × 25 ÷ 10 = 82.775, which binary fractions make 82.77
    printed: { hundredths: 8278, grade: 'B' },
    own: null,
  });
});

test('the index at its bounds, and where a rounded weight of 0.11 would flip the grade', () => {
  expect(computeIkm([])).toBeNull();
  expect(computeIkm([times(9, 1)])).toMatchObject({
    hundredths: 2500,
    grade: 'D',
    // the printed weight reaches below the lowest band
    printed: { hundredths: 2475, grade: null },
  });
  expect(computeIkm([times(9, 4)])).toMatchObject({
    hundredths: 10_000,
    grade: 'A',
    printed: { hundredths: 9900, grade: 'A' },
  });
  // five 4s and four 3s: 25 × 32 ÷ 9 = 88.89 (A); with 0.11 it would be 88.00 (B)
  expect(computeIkm([[4, 4, 4, 4, 4, 3, 3, 3, 3]])).toMatchObject({
    hundredths: 8889,
    grade: 'A',
    printed: { hundredths: 8800, grade: 'B' },
  });
  // total 955 of 29 sheets (sums 105 101 100 116 102 105 106 105 115): 91.48
  const sums = [105, 101, 100, 116, 102, 105, 106, 105, 115];
  const rest = sums.map((sum) => sum - 28 * 3);
  const sheets = [...Array.from({ length: 28 }, () => times(9, 3)), rest];
  expect(computeIkm(sheets)).toMatchObject({
    hundredths: 9148,
    grade: 'A',
    printed: { hundredths: 9056, grade: 'A' },
  });
});

test('weights of the questionnaire’s own: what weighs more moves the index more, and the same for all is the exact one', () => {
  // sums of ten sheets: U1 34, U2 33, U3 30, U4 40, U5 33, U6 34, U7 36, U8 29, U9 32; U8 weighs 0.2, the others 0.1
  // 25 × (0.1 × (301 − 29) + 0.2 × 29) ÷ 10 = 25 × (27.2 + 5.8) ÷ 10 = 82.50
  const weights = [1000, 1000, 1000, 1000, 1000, 1000, 1000, 2000, 1000];
  expect(computeIkm(SHEETS, weights)).toMatchObject({ hundredths: 8361, own: { hundredths: 8250, grade: 'B' } });
});

const sheet = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 9, maxLength: 9 });

test('whatever was answered, the index lies between 25 and 100, and the printed weight is one percent lower', () => {
  fc.assert(
    fc.property(fc.array(sheet, { minLength: 1, maxLength: 60 }), (sheets) => {
      const ikm = computeIkm(sheets);
      if (!ikm) throw new Error('there are sheets');
      expect(ikm.hundredths).toBeGreaterThanOrEqual(2500);
      expect(ikm.hundredths).toBeLessThanOrEqual(10_000);
      expect(ikm.grade).not.toBeNull();
      expect(Math.abs(ikm.printed.hundredths - 0.99 * ikm.hundredths)).toBeLessThan(1);
    }),
  );
});

test('services are joined by respondents, where the larger weighs more, and by services, where it does not', () => {
  // 90 sheets that average 4 (100.00), 10 that average 2 (50.00): 95.00 by respondents, 75.00 by services
  const large = { total: 90 * 36, complete: 90 };
  const small = { total: 10 * 18, complete: 10 };
  expect(joinIkm([large, small])).toEqual({
    byRespondents: { hundredths: 9500, grade: 'A' },
    byServices: { hundredths: 7500, grade: 'C' },
    complete: 100,
    services: 2,
  });
  expect(joinIkm([large])).toBeNull();
  expect(joinIkm([])).toBeNull();
});

test('joined, an index lies between those of its services, and of services of the same size both ways are one', () => {
  const service = fc.tuple(fc.integer({ min: 5, max: 300 }), fc.double({ min: 1, max: 4, noNaN: true }));
  fc.assert(
    fc.property(fc.array(service, { minLength: 2, maxLength: 12 }), (given) => {
      const services = given.map(([complete, mean]) => ({ complete, total: Math.round(9 * complete * mean) }));
      const single = services.map(({ total, complete }) => (2500 * total) / (9 * complete));
      const joined = joinIkm(services);
      for (const { hundredths } of joined ? [joined.byRespondents, joined.byServices] : []) {
        expect(hundredths).toBeGreaterThanOrEqual(Math.min(...single) - 1);
        expect(hundredths).toBeLessThanOrEqual(Math.max(...single) + 1);
      }
      const alike = joinIkm(services.map(({ total }) => ({ total: Math.min(total, 360), complete: 10 })));
      expect(alike?.byServices).toEqual(alike?.byRespondents);
    }),
  );
});

test('how many have to answer, as the table of Krejcie and Morgan has it', () => {
  const table =
    `10 10 15 14 20 19 25 24 30 28 35 32 40 36 45 40 50 44 55 48 60 52 65 56 70 59 75 63 80 66 85 70 90 73 95 76
    100 80 110 86 120 92 130 97 140 103 150 108 160 113 170 118 180 123 190 127 200 132 210 136 220 140 230 144 240 148 250 152
    260 155 270 159 280 162 290 165 300 169 320 175 340 181 360 186 380 191 400 196 420 201 440 205 460 210 480 214 500 217
    550 226 600 234 650 242 700 248 750 254 800 260 850 265 900 269 950 274 1000 278 1100 285 1200 291 1300 297 1400 302
    1500 306 1600 310 1700 313 1800 317 1900 320 2000 322 2200 327 2400 331 2600 335 2800 338 3000 341 3500 346 4000 351
    4500 354 5000 357 6000 361 7000 364 8000 367 9000 368 10000 370 15000 375 20000 377 30000 379 40000 380 50000 381
    75000 382 1000000 384`
      .split(/\s+/)
      .map(Number);
  for (let at = 0; at < table.length; at += 2)
    expect([table[at], sampleSize(table[at] ?? 0)]).toEqual(table.slice(at, at + 2));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (population) => {
      expect(sampleSize(population)).toBeGreaterThanOrEqual(1);
      expect(sampleSize(population)).toBeLessThanOrEqual(Math.min(population, 384));
    }),
  );
});
