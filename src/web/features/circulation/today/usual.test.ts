import { expect, test } from 'vitest';
import { beganAt, compare, sameWeekdays, usualOf } from './usual.ts';

test('today stands beside the same weekdays before it on which the library was open, eight at most', () => {
  const all = sameWeekdays('2026-11-24', () => true);
  expect(all).toHaveLength(8);
  expect(all.at(0)).toBe('2026-09-29');
  expect(all.at(-1)).toBe('2026-11-17');
  const withoutHoliday = sameWeekdays('2026-11-24', (day) => day !== '2026-11-17');
  expect(withoutHoliday.at(-1)).toBe('2026-11-10');
  expect(withoutHoliday).toHaveLength(8);
  expect(sameWeekdays('2026-11-24', (day) => day > '2026-11-08')).toEqual(['2026-11-10', '2026-11-17']);
  expect(sameWeekdays('2026-11-24', () => false)).toEqual([]);
});

test('days before the library began to write anything down are no figures; a day with none in between is one', () => {
  expect(
    beganAt([
      [0, 0],
      [0, 0],
      [3, 1],
      [0, 0],
      [2, 2],
    ]),
  ).toBe(2);
  expect(beganAt([[0], [0]])).toBe(2);
  expect(beganAt([])).toBe(0);
});

test('what is usual is the mean, and is not said of fewer than three days', () => {
  expect(usualOf([10, 20])).toBeNull();
  expect(usualOf([10, 20, 31])).toBe(20);
  expect(usualOf([0, 0, 0])).toBe(0);
});

test('busier and quieter are said when the difference is worth it', () => {
  expect(compare(86, 71)).toBe('busier');
  expect(compare(50, 71)).toBe('quieter');
  expect(compare(73, 71)).toBe('as_usual');
  expect(compare(2, 0)).toBe('as_usual');
  expect(compare(3, 0)).toBe('busier');
  expect(compare(0, 0)).toBe('as_usual');
});
