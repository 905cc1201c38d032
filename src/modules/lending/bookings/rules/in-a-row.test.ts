import { expect, test } from 'vitest';
import { lengthInARow } from './in-a-row.ts';

const DAY = 24 * 3_600_000;
const span = (from: string, to: string) => ({
  startsAt: new Date(`2026-12-${from}:00:00+07:00`),
  endsAt: new Date(`2026-12-${to}:00:00+07:00`),
});

test('periods that follow each other are one, whatever the order in which they were booked', () => {
  const wanted = span('08T08', '10T08');
  expect(lengthInARow(wanted, [])).toBe(2 * DAY);
  const row = [span('12T08', '13T08'), span('10T08', '11T20'), span('05T08', '07T18')];
  expect(lengthInARow(wanted, row)).toBe(8 * DAY);
});

test('a whole day in between, on which somebody else could have it, begins anew', () => {
  const wanted = span('08T08', '10T08');
  expect(lengthInARow(wanted, [span('03T08', '07T08'), span('11T08', '12T08')])).toBe(2 * DAY);
  expect(lengthInARow(wanted, [span('03T08', '07T09')])).toBe(7 * DAY);
});
