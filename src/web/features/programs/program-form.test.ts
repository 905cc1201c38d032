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

test('a session comes again weekly on some days, every two weeks or monthly, so many times or until a day', () => {
  expect(recurrenceOf({}, [])).toBeNull();
  const fortnight = { every: 'week', interval: 2, count: '4', weekdays: [2, 4] };
  expect(recurrenceOf({ repeat: 'fortnight', count: '4' }, [2, 4])).toEqual(fortnight);
  expect(recurrenceOf({ repeat: 'month', count: '3' }, [])).toMatchObject({
    every: 'month',
    on: 'weekday',
    count: '3',
  });
  const ends = recurrenceOf({ repeat: 'last_day', count: '3', until: '2027-01-31' }, []);
  expect(ends).toEqual({ every: 'month', interval: 1, on: 'last_day', until: '2027-01-31' });
});
