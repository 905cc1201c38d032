import { expect, test } from 'vitest';
import { daysBetween, isoWeekday } from '#shared/dates';
import { comparedTime } from './compared-time.ts';

test('days are compared with the same weekdays 52 weeks before', () => {
  const { now, before, step } = comparedTime('30', '2026-11-24');
  expect([now, step]).toEqual([{ from: '2026-10-26', to: '2026-11-24' }, 'day']);
  expect(isoWeekday(before.from)).toBe(isoWeekday(now.from));
  expect(daysBetween(before.from, before.to)).toBe(daysBetween(now.from, now.to));
});

test('a year is twelve months with this one, and those of the year before until the same day', () => {
  expect(comparedTime('tahun', '2026-11-24')).toEqual({
    now: { from: '2025-12-01', to: '2026-11-24' },
    before: { from: '2024-12-01', to: '2025-11-24' },
    step: 'month',
  });
  expect(comparedTime('tahun', '2028-02-29').before.to).toBe('2027-02-28');
});
