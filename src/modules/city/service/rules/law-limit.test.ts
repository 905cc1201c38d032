import { expect, test } from 'vitest';
import { isoWeekday } from '#shared/dates';
import type { WorkingHours } from './working-time.ts';
import { lawLimitOf } from './law-limit.ts';

const weekly = Object.fromEntries([1, 2, 3, 4, 5].map((weekday) => [weekday, [{ opens: 480, closes: 960 }]]));
const hours = (timeZone = 'Asia/Jakarta', closed: string[] = []): WorkingHours => ({
  days: { timeZone, on: (date) => (closed.includes(date) ? [] : (weekly[isoWeekday(date)] ?? [])) },
  weekly,
  hoursOf: 'own',
});
const target = (lawDays: number | null, lawUnit: 'working' | 'calendar') => ({
  ...{ kind: 'complaint' as const, firstDays: 2, solveDays: 5, source: 'Contoh', lawDays, lawUnit },
});
/** Monday. */
const createdAt = new Date('2026-11-30T10:00:00+07:00');
const limit = (
  given: ReturnType<typeof target>,
  {
    now = '2026-12-01T08:00:00+07:00',
    resolvedAt = null,
    of = hours(),
  }: {
    now?: string;
    resolvedAt?: string | null;
    of?: WorkingHours;
  } = {},
) =>
  lawLimitOf(
    { createdAt, resolvedAt: resolvedAt === null ? null : new Date(resolvedAt) },
    { target: given, hours: of, now: new Date(now) },
  );

test('where no rule was entered there is no limit', () => {
  expect(limit(target(null, 'working'))).toBeNull();
});

test('five working days from a Monday end with the next Monday, a holiday later with the Tuesday', () => {
  expect(limit(target(5, 'working'))?.dueAt).toEqual(new Date('2026-12-07T23:59:59+07:00'));
  const holiday = hours('Asia/Jakarta', ['2026-12-02']);
  expect(limit(target(5, 'working'), { of: holiday })?.dueAt).toEqual(new Date('2026-12-08T23:59:59+07:00'));
});

test('short Fridays and open Saturdays, or a place that opens at weekends alone, give no more time than the rule', () => {
  const every = (opens: number[], closes: number) =>
    Object.fromEntries(opens.map((weekday) => [weekday, [{ opens: 480, closes }]]));
  for (const week of [{ ...weekly, ...every([5], 660), ...every([6], 720) }, every([6, 7], 960)]) {
    const of = { days: { timeZone: 'Asia/Jakarta', on: (date: string) => week[isoWeekday(date)] ?? [] }, weekly: week };
    const due = limit(target(14, 'working'), { of: { ...of, hoursOf: 'own' } })?.dueAt;
    expect(due).toEqual(new Date('2026-12-18T23:59:59+07:00'));
  }
});

test('five days of the calendar end with the Saturday, on the wall clock of the library', () => {
  expect(limit(target(5, 'calendar'))?.dueAt).toEqual(new Date('2026-12-05T23:59:59+07:00'));
  expect(limit(target(5, 'calendar'), { of: hours('Asia/Jayapura') })?.dueAt).toEqual(
    new Date('2026-12-05T23:59:59+09:00'),
  );
});

test.each([
  ['2026-12-07T23:59:59+07:00', null, 'running'],
  ['2026-12-08T00:00:00+07:00', null, 'late'],
  ['2027-06-01T10:00:00+07:00', '2026-12-07T23:59:59+07:00', 'met'],
  ['2027-06-01T10:00:00+07:00', '2026-12-08T00:00:00+07:00', 'missed'],
])('at %s, solved %s, it is %s', (now, resolvedAt, state) => {
  expect(limit(target(5, 'working'), { now, resolvedAt })?.state).toBe(state);
});

test('a library that never opens again has no end of working days', () => {
  const never: WorkingHours = { days: { timeZone: 'Asia/Jakarta', on: () => [] }, weekly, hoursOf: 'own' };
  expect(limit(target(5, 'working'), { of: never })).toMatchObject({ dueAt: null, state: 'running' });
});
