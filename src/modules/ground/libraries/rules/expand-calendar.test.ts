import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '#shared/dates';
import { expandCalendar, occasions, type ClosedRange, type SpecialRange } from './expand-calendar.ts';

const closing = (dateFrom: string, dateTo = dateFrom, yearly = false): ClosedRange => ({
  dateFrom,
  dateTo,
  yearly,
  weekly: false,
  type: 'nasional',
  reason: 'Libur',
});
const everyDay = (opensMinute: number, closesMinute: number) =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opensMinute, closesMinute }));
const hours = (dateFrom: string, dateTo: string, part: Partial<SpecialRange> = {}): SpecialRange => ({
  dateFrom,
  dateTo,
  hours: everyDay(540, 840),
  onClosedDays: false,
  ...part,
});
const closedDays = (list: ClosedRange[], from: string, to: string) => [
  ...expandCalendar(list, [], from, to).closed.keys(),
];

test('17 August comes every year, from the year in which it was entered', () => {
  expect(closedDays([closing('2026-08-17', '2026-08-17', true)], '2024-01-01', '2028-12-31')).toEqual([
    '2026-08-17',
    '2027-08-17',
    '2028-08-17',
  ]);
  expect(closedDays([closing('2026-08-17')], '2026-01-01', '2028-12-31')).toEqual(['2026-08-17']);
});

test('a yearly closing over New Year holds on both sides of it', () => {
  expect(closedDays([closing('2026-12-30', '2027-01-02', true)], '2027-12-31', '2028-01-01')).toEqual([
    '2027-12-31',
    '2028-01-01',
  ]);
  expect(closedDays([closing('2026-12-30', '2027-01-02', true)], '2028-01-01', '2028-01-02')).toEqual([
    '2028-01-01',
    '2028-01-02',
  ]);
});

test('a day of the week is closed in every week from the first one on, also beside hours that hold for a time', () => {
  const sundays = { ...closing('2026-11-01'), weekly: true };
  expect(closedDays([sundays], '2026-10-20', '2026-11-15')).toEqual(['2026-11-01', '2026-11-08', '2026-11-15']);
  expect(closedDays([sundays], '2031-03-03', '2031-03-08')).toEqual([]);
  expect(closedDays([sundays], '2031-03-09', '2031-03-09')).toEqual(['2031-03-09']);
  expect(occasions(sundays, '2026-11-25', '2027-11-25')).toEqual([{ dateFrom: '2026-11-29', dateTo: '2026-11-29' }]);
  const { special } = expandCalendar([sundays], [hours('2026-11-07', '2026-11-09')], '2026-11-01', '2026-11-30');
  expect([...special.keys()]).toEqual(['2026-11-07', '2026-11-09']);
});

test('29 February is closed in leap years only', () => {
  expect(closedDays([closing('2028-02-29', '2028-02-29', true)], '2028-01-01', '2032-12-31')).toEqual([
    '2028-02-29',
    '2032-02-29',
  ]);
});

test('hours of a period hold on its open days; a closed day stays closed unless the exception opens it', () => {
  const holiday = [closing('2026-11-26')];
  const ramadan = expandCalendar(holiday, [hours('2026-11-25', '2026-11-27')], '2026-11-01', '2026-11-30');
  expect([...ramadan.special.keys()]).toEqual(['2026-11-25', '2026-11-27']);
  expect(ramadan.special.get('2026-11-25')).toEqual([{ opens: 540, closes: 840 }]);
  expect([...ramadan.closed.keys()]).toEqual(['2026-11-26']);
  const opened = hours('2026-11-26', '2026-11-26', { onClosedDays: true });
  const after = expandCalendar(holiday, [opened], '2026-11-01', '2026-11-30');
  expect([...after.closed.keys()]).toEqual([]);
  expect([...after.special.keys()]).toEqual(['2026-11-26']);
});

test('a weekday that the hours do not name keeps its usual hours; a library’s own hours weigh more than the network’s', () => {
  const fridays = hours('2026-11-23', '2026-11-29', { hours: [{ weekday: 5, opensMinute: 480, closesMinute: 660 }] });
  const network = hours('2026-11-23', '2026-11-29');
  const { special } = expandCalendar([], [fridays, network], '2026-11-23', '2026-11-29');
  expect(special.get('2026-11-27')).toEqual([{ opens: 480, closes: 660 }]);
  expect(special.get('2026-11-26')).toEqual([{ opens: 540, closes: 840 }]);
});

test('no day is outside of what was asked for, and none is both closed and open by exception', () => {
  const day = fc.nat(800).map((n) => addDays('2026-01-01', n));
  const range = fc.tuple(day, fc.nat(20)).map(([from, length]) => ({ dateFrom: from, dateTo: addDays(from, length) }));
  const closings = fc.array(fc.tuple(range, fc.boolean()).map(([r, yearly]) => closing(r.dateFrom, r.dateTo, yearly)));
  const specials = fc.array(
    fc.tuple(range, fc.boolean()).map(([r, onClosedDays]) => hours(r.dateFrom, r.dateTo, { onClosedDays })),
  );
  fc.assert(
    fc.property(closings, specials, day, fc.nat(400), (some, other, from, length) => {
      const to = addDays(from, length);
      const { closed, special } = expandCalendar(some, other, from, to);
      for (const one of [...closed.keys(), ...special.keys()]) expect(one >= from && one <= to).toBe(true);
      for (const one of special.keys()) expect(closed.has(one)).toBe(false);
    }),
  );
});
