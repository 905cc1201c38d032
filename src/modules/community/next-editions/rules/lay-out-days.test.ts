import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOutDays } from './lay-out-days.ts';

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}.${String(minute % 60).padStart(2, '0')}`;
const plan = (...jps: number[]): string[] =>
  layOutDays(
    jps.map((jp) => ({ jp })),
    '2027-03-30',
  ).map(({ date, fromMinute, toMinute }) => `${date} ${clock(fromMinute)}-${clock(toMinute)}`);

test('half a lesson hour is half as long, and every session begins and ends on a full minute', () => {
  expect(plan(1.5, 0.25, 2.33)).toEqual(['2027-03-30 08.00-09.08', '2027-03-30 09.23-09.34', '2027-03-30 09.49-11.34']);
});

test('lines follow each other with a pause, rest at noon, and go on the next morning', () => {
  expect(plan(1, 2, 2, 2, 2, 1)).toEqual([
    '2027-03-30 08.00-08.45',
    '2027-03-30 09.00-10.30',
    '2027-03-30 13.00-14.30',
    '2027-03-31 08.00-09.30',
    '2027-03-31 09.45-11.15',
    '2027-03-31 13.00-13.45',
  ]);
});

test('whatever the lengths: nothing overlaps, and each line has its length', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 20 }), (jps) => {
      const laid = layOutDays(
        jps.map((jp) => ({ jp })),
        '2027-03-30',
      );
      expect(laid.map(({ fromMinute, toMinute }) => (toMinute - fromMinute) / 45)).toEqual(jps);
      for (const [i, one] of laid.entries()) {
        const next = laid[i + 1];
        if (!next) continue;
        expect(next.date > one.date || next.fromMinute >= one.toMinute).toBe(true);
      }
    }),
  );
});
