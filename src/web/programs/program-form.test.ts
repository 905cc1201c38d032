import { expect, test } from 'vitest';
import { instantOf, localInput, recurrenceOf } from './program-form.server.ts';

test('times are those of the library’s clock', () => {
  const zone = 'Asia/Jakarta';
  const eight = new Date('2026-11-26T08:00:00+07:00');
  expect(instantOf({ startsAt: '2026-11-26T08:00' }, 'startsAt', zone)).toEqual(eight);
  expect(localInput(eight, zone)).toBe('2026-11-26T08:00');
  expect(instantOf({ startsAt: '' }, 'startsAt', zone)).toBeNull();
  expect(() => instantOf({ startsAt: '2026-02-30T08:00' }, 'startsAt', zone)).toThrow();
});

test('a session comes again weekly, every two weeks or monthly, so many times', () => {
  expect(recurrenceOf({})).toBeNull();
  expect(recurrenceOf({ repeat: 'fortnight', count: '4' })).toMatchObject({ every: 'week', interval: 2, count: '4' });
  expect(recurrenceOf({ repeat: 'month', count: '3' })).toMatchObject({ every: 'month', count: '3' });
});
