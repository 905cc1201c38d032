import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, endOfDay, instantAt, localDate } from '#shared/dates';
import { isOpenDay, type LendingCalendar } from './lending-calendar.ts';
import { movedDueDate } from './move-due-date.ts';
import { DUE_MODES } from './policies/policy-list.ts';

const ZONE = 'Asia/Jakarta';
const calendarWith = (closed: readonly string[], weekdays = [1, 2, 3, 4, 5]): LendingCalendar => ({
  timeZone: ZONE,
  weekly: Object.fromEntries(weekdays.map((day) => [day, [{ opens: 480, closes: 960 }]])),
  closed: new Set(closed),
});
const at = (text: string): Date => new Date(`${text}+07:00`);
const loan = { loanedAt: at('2026-11-25T10:00:00'), dueAt: at('2026-12-02T23:59:59') };

test('a due day that closes moves to the next open day; a due day that stays open stays', () => {
  expect(movedDueDate(loan, 'push_open', calendarWith(['2026-12-02', '2026-12-03']))).toEqual(
    at('2026-12-04T23:59:59'),
  );
  expect(movedDueDate(loan, 'skip_closed', calendarWith(['2026-12-02']))).toEqual(at('2026-12-03T23:59:59'));
  expect(movedDueDate(loan, 'push_open', calendarWith(['2026-12-01']))).toBeNull();
});

test('a rule that leaves dates where they fall moves none; one that keeps the weekday moves by weeks', () => {
  const closed = calendarWith(['2026-12-02']);
  expect(movedDueDate(loan, 'count_all', closed)).toBeNull();
  expect(movedDueDate(loan, 'keep_weekday', closed)).toEqual(at('2026-12-09T23:59:59'));
  const tenDays = { ...loan, loanedAt: at('2026-11-22T10:00:00') };
  expect(movedDueDate(tenDays, 'keep_weekday', closed)).toEqual(at('2026-12-03T23:59:59'));
});

test('a loan by the hour moves to the next opening', () => {
  const hourly = { ...loan, dueAt: at('2026-12-02T14:00:00') };
  expect(movedDueDate(hourly, 'push_open', calendarWith(['2026-12-02']))).toEqual(at('2026-12-03T08:00:00'));
  expect(movedDueDate(hourly, 'push_open', calendarWith([]))).toBeNull();
});

test('hours that hold for a time count: an exception opens the day, shorter hours move an hourly loan', () => {
  const special = (hours: { opens: number; closes: number }[]) => ({
    ...calendarWith([], [1]),
    special: new Map([['2026-12-02', hours]]),
  });
  expect(movedDueDate(loan, 'push_open', special([{ opens: 480, closes: 600 }]))).toBeNull();
  const hourly = { ...loan, dueAt: at('2026-12-02T14:00:00') };
  expect(movedDueDate(hourly, 'push_open', special([{ opens: 480, closes: 600 }]))).toEqual(at('2026-12-07T08:00:00'));
});

test('never earlier, always to an open day, and once moved it stays', () => {
  const day = fc.nat(120).map((n) => addDays('2026-11-01', n));
  const moment = fc.oneof(
    day.map((date) => endOfDay(date, ZONE)),
    fc.tuple(day, fc.nat(1439)).map(([date, minute]) => instantAt(date, minute, ZONE)),
  );
  const calendars = fc
    .tuple(fc.uniqueArray(day, { maxLength: 30 }), fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }))
    .map(([closed, weekdays]) => calendarWith(closed, weekdays));
  fc.assert(
    fc.property(moment, moment, fc.constantFrom(...DUE_MODES), calendars, (loanedAt, dueAt, mode, calendar) => {
      const moved = movedDueDate({ loanedAt, dueAt }, mode, calendar);
      if (moved === null) return;
      expect(moved.getTime()).toBeGreaterThan(dueAt.getTime());
      expect(isOpenDay(calendar, localDate(moved, ZONE))).toBe(true);
      expect(movedDueDate({ loanedAt, dueAt: moved }, mode, calendar)).toBeNull();
    }),
  );
});
