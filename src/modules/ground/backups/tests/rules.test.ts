import { expect, test } from 'vitest';
import { addDays, instantAt } from '#shared/dates';
import { isDue, lastDue, isLate, nextDue } from '../rules/due.ts';
import { outlived } from '../rules/retention.ts';

const ZONE = 'Asia/Jakarta';
const HOUR = { hour: 2, zone: ZONE };
const at = (day: string, time: string): Date => {
  const [hour = 0, minute = 0] = time.split('.').map(Number);
  return instantAt(day, hour * 60 + minute, ZONE);
};
const done = (day: string, time: string) => ({
  state: 'done' as const,
  askedAt: at(day, time),
  endedAt: at(day, time),
});
const failed = (day: string, time: string) => ({ ...done(day, time), state: 'failed' as const });
const since = at('2026-11-20', '10.00');
const due = (day: string, time: string, last?: Parameters<typeof isDue>[2]['last'], from = since): boolean =>
  isDue(at(day, time), HOUR, { since: from, last });

test('a backup is due at its hour, once a night', () => {
  expect(lastDue(at('2026-11-25', '01.59'), HOUR)).toEqual(at('2026-11-24', '02.00'));
  expect(lastDue(at('2026-11-25', '02.00'), HOUR)).toEqual(at('2026-11-25', '02.00'));
  expect(nextDue(at('2026-11-25', '01.59'), HOUR)).toEqual(at('2026-11-25', '02.00'));
  expect(nextDue(at('2026-11-25', '02.00'), HOUR)).toEqual(at('2026-11-26', '02.00'));
  expect(due('2026-11-25', '02.00', done('2026-11-24', '02.00'))).toBe(true);
  expect(due('2026-11-25', '02.10', done('2026-11-25', '02.00'))).toBe(false);
  expect(due('2026-11-26', '01.50', done('2026-11-25', '02.00'))).toBe(false);
});

test('a machine that was off at night makes up for it in the morning; one that was switched on in the afternoon waits for the night', () => {
  expect(due('2026-11-25', '07.30', done('2026-11-24', '02.00'))).toBe(true);
  expect(due('2026-11-20', '10.10')).toBe(false);
  expect(due('2026-11-21', '02.00')).toBe(true);
});

test('what was asked for by hand in the evening does not stand for the night', () => {
  expect(due('2026-11-25', '02.00', done('2026-11-24', '20.00'))).toBe(true);
  expect(due('2026-11-24', '20.10', done('2026-11-24', '20.00'))).toBe(false);
});

test('one that failed is tried again after an hour, one that is being made is not begun twice', () => {
  expect(due('2026-11-25', '02.30', failed('2026-11-25', '02.00'))).toBe(false);
  expect(due('2026-11-25', '03.00', failed('2026-11-25', '02.00'))).toBe(true);
  const open = { state: 'running' as const, askedAt: at('2026-11-24', '02.00'), endedAt: null };
  expect(due('2026-11-25', '02.00', open)).toBe(false);
});

test('it is late when a night and two hours have gone by', () => {
  const last = at('2026-11-24', '02.00');
  expect(isLate(at('2026-11-25', '04.00'), { since, last })).toBe(false);
  expect(isLate(at('2026-11-25', '04.01'), { since, last })).toBe(true);
  expect(isLate(at('2026-11-21', '11.00'), { since, last: null })).toBe(false);
  expect(isLate(at('2026-11-21', '12.01'), { since, last: null })).toBe(true);
  // what a wrong clock has dated into the future says nothing
  expect(isLate(at('2026-11-24', '03.00'), { since: at('2031-01-01', '02.00'), last })).toBe(false);
  expect(isLate(at('2026-11-25', '04.01'), { since: at('2031-01-01', '02.00'), last })).toBe(true);
  expect(isLate(at('2026-11-25', '04.01'), { since: at('2031-01-01', '02.00'), last: null })).toBe(true);
});

const nights = (from: string, count: number) =>
  Array.from({ length: count }, (_, nth) => ({ id: nth + 1, madeAt: at(addDays(from, nth), '02.00') }));
const left = (backups: readonly { id: number; madeAt: Date }[]): string[] => {
  const gone = outlived(backups, ZONE);
  return backups
    .filter((one) => !gone.includes(one))
    .map(({ madeAt }) => new Date(madeAt.getTime() + 7 * 3_600_000).toISOString().slice(0, 10));
};

test('after a year of nights the last seven days, four weeks and twelve months are left', () => {
  expect(left(nights('2025-10-01', 421))).toEqual([
    // the last of each month
    ...['2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30'],
    ...['2026-07-31', '2026-08-31', '2026-09-30', '2026-10-31'],
    // Sundays
    ...['2026-11-08', '2026-11-15'],
    ...['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25'],
  ]);
});

test('where nothing new is made nothing goes, whatever the date says; of one day the newest stays', () => {
  const old = nights('1999-12-25', 7);
  expect(outlived(old, ZONE)).toEqual([]);
  expect(outlived([], ZONE)).toEqual([]);
  const [one] = nights('9999-12-31', 1);
  expect(outlived(one ? [one] : [], ZONE)).toEqual([]);
  const twice = [
    { id: 1, madeAt: at('2026-11-25', '02.00') },
    { id: 2, madeAt: at('2026-11-25', '20.00') },
  ];
  expect(outlived(twice, ZONE).map(({ id }) => id)).toEqual([1]);
});

test('one that a wrong clock has dated into the future stops no schedule, and one that it has dated into the past stays', () => {
  expect(due('2026-11-25', '02.00', done('2031-01-01', '02.00'))).toBe(true);
  expect(due('2026-11-25', '02.00', failed('2031-01-01', '02.00'))).toBe(true);
  // asked for while it was wrong, ended when it was right again
  expect(due('2026-11-25', '02.00', { ...done('2031-01-01', '02.00'), endedAt: at('2026-11-24', '02.00') })).toBe(true);
  expect(due('2026-11-25', '02.00', done('2026-11-24', '02.00'), at('2031-01-01', '02.00'))).toBe(true);
  expect(due('2026-11-25', '02.10', done('2026-11-25', '02.00'), at('2031-01-01', '02.00'))).toBe(false);
  const months = Array.from({ length: 14 }, (_, i) => ({
    id: i + 1,
    madeAt: at(addDays('2025-10-03', i * 30), '02.00'),
  }));
  const days = Array.from({ length: 9 }, (_, i) => ({ id: 20 + i, madeAt: at(addDays('2026-11-10', i), '02.00') }));
  const made = { id: 99, madeAt: at('2020-01-01', '09.00') };
  expect(outlived([...months, ...days, made], ZONE)).not.toContain(made);
  // with the next one, made when the clock is right again, it goes
  expect(outlived([...months, ...days, made, { id: 100, madeAt: at('2026-11-25', '02.00') }], ZONE)).toContain(made);
});

test('those that a wrong clock has dated into the future stay, and push none out that was made when it was right', () => {
  const week = nights('2026-11-19', 7);
  const wrong = Array.from({ length: 20 }, (_, i) => ({
    id: 50 + i,
    madeAt: at(addDays('2031-03-01', i * 30), '02.00'),
  }));
  const made = { id: 99, madeAt: at('2026-11-26', '02.00') };
  expect(outlived([...week, ...wrong, made], ZONE).map(({ id }) => id)).toEqual(
    outlived([...week, made], ZONE).map(({ id }) => id),
  );
});
