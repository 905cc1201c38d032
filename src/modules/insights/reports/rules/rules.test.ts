import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysBetween } from '#shared/dates';
import { changeOf, compareRows } from './compare-rows.ts';
import { besideKey, comparedPeriod } from './compared-period.ts';
import { joinFew } from './join-few.ts';
import { MAIL_RHYTHMS, mailDay, nextMailDay, toldPeriod } from './mail-rhythm.ts';

test.for([
  [{ from: '2026-11-01', to: '2026-11-30' }, 'previous', { from: '2026-10-01', to: '2026-10-31' }],
  [{ from: '2026-01-01', to: '2026-03-31' }, 'previous', { from: '2025-10-01', to: '2025-12-31' }],
  [{ from: '2026-11-02', to: '2026-11-08' }, 'previous', { from: '2026-10-26', to: '2026-11-01' }],
  [{ from: '2026-01-01', to: '2026-11-23' }, 'year', { from: '2025-01-01', to: '2025-11-23' }],
  [{ from: '2025-02-01', to: '2025-02-28' }, 'year', { from: '2024-02-01', to: '2024-02-29' }],
  [{ from: '2024-02-29', to: '2024-02-29' }, 'year', { from: '2023-02-28', to: '2023-02-28' }],
] as const)('%j compared with %s is %j', ([period, comparison, expected]) => {
  expect(comparedPeriod(period, comparison)).toEqual(expected);
});

test.for([
  ['day', '2026-02-28', { from: '2026-02-01', to: '2026-02-28' }, 'previous', '2026-01-28'],
  ['day', '2026-03-29', { from: '2026-03-01', to: '2026-03-31' }, 'previous', null],
  ['day', '2025-02-28', { from: '2025-02-01', to: '2025-02-28' }, 'year', '2024-02-28'],
  ['day', '2028-02-29', { from: '2028-02-01', to: '2028-02-29' }, 'year', '2027-02-28'],
  ['month', '2026-11', { from: '2026-11-01', to: '2026-11-30' }, 'previous', '2026-10'],
  ['month', '2026-11', { from: '2026-11-10', to: '2026-11-20' }, 'previous', null],
  ['year', '2026', { from: '2026-01-01', to: '2026-03-31' }, 'previous', '2025'],
] as const)('%s %s of %j, compared with %s, stands beside %s', ([by, key, now, comparison, expected]) => {
  const before = comparedPeriod(now, comparison);
  expect(before && besideKey(by, key, before, now)).toBe(expected);
});

test('the time before has as many days, and ends the day before', () => {
  const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1950-01-02', days));
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 25 }), (from, length) => {
      const to = addDays(from, length);
      const before = comparedPeriod({ from, to }, 'previous');
      expect(before?.to).toBe(addDays(from, -1));
      expect(daysBetween(before?.from ?? '', before?.to ?? '')).toBe(length);
    }),
  );
});

test('a change is said in whole percent, of nothing it is not said', () => {
  expect([changeOf(45, 40), changeOf(35, 40), changeOf(5, 0), changeOf(0, 8), changeOf(7, null)]).toEqual([
    13,
    -13,
    null,
    -100,
    null,
  ]);
});

test('what is new and what is gone are both there; of few people nothing is compared', () => {
  const now = [
    { key: '8', n: 40 },
    { key: '5', n: 9 },
  ];
  const before = [
    { key: '8', n: 20 },
    { key: '2', n: 30 },
  ];
  expect(compareRows(now, before, false)).toEqual([
    { key: '8', n: 40, was: 20, change: 100 },
    { key: '5', n: 9, was: 0, change: null },
    { key: '2', n: 0, was: 30, change: -100 },
  ]);
  expect(compareRows(now, before, true)).toEqual([
    { key: '8', n: 40, was: 20, change: 100 },
    { key: '5', n: 9, was: null, change: null },
  ]);
});

test.for([
  ['week', '2026-11-30', '2026-11-30', '2026-12-07', { from: '2026-11-23', to: '2026-11-29' }],
  ['week', '2026-12-06', '2026-11-30', '2026-12-07', { from: '2026-11-23', to: '2026-11-29' }],
  ['week', '2027-01-01', '2026-12-28', '2027-01-04', { from: '2026-12-21', to: '2026-12-27' }],
  ['month', '2026-12-01', '2026-12-01', '2027-01-01', { from: '2026-11-01', to: '2026-11-30' }],
  ['month', '2028-03-31', '2028-03-01', '2028-04-01', { from: '2028-02-01', to: '2028-02-29' }],
] as const)('a letter every %s, asked on %s, was to go on %s', ([rhythm, today, on, next, period]) => {
  expect(mailDay(rhythm, today)).toBe(on);
  expect(nextMailDay(rhythm, today)).toBe(next);
  expect(toldPeriod(rhythm, on)).toEqual(period);
});

test('every day is told in exactly one letter, whatever the rhythm', () => {
  const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1950-01-02', days));
  fc.assert(
    fc.property(day, fc.constantFrom(...MAIL_RHYTHMS), (today, rhythm) => {
      const next = nextMailDay(rhythm, today);
      const { from, to } = toldPeriod(rhythm, next);
      expect(from <= today && today <= to).toBe(true);
      expect(toldPeriod(rhythm, mailDay(rhythm, today)).to).toBe(addDays(from, -1));
    }),
  );
});

test('what few have borrowed is joined with all others, and what it was before is not said', () => {
  const rest = { key: null, n: 0, was: null, change: null };
  const rows = [
    { key: '1', n: 9, was: 3, change: 200 },
    { key: '2', n: 5, was: 0, change: null },
    { key: '3', n: 4, was: 40, change: -90 },
    { key: null, n: 2, was: null, change: null },
  ];
  expect(joinFew(rows, rest)).toEqual([
    { key: '1', n: 9, was: null, change: null },
    { key: '2', n: 5, was: 0, change: null },
    { key: null, n: 6, was: null, change: null },
  ]);
  expect(joinFew(rows.slice(0, 2), rest)).toHaveLength(2);
});
