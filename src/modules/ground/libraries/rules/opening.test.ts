import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, instantAt, isoWeekday, localDate, localMinute } from '#shared/dates';
import { describeOpening } from '../opening/describe-opening.ts';
import {
  closingMinute,
  isOpenOn,
  nextOpenDate,
  openDaysBetween,
  openStatusAt,
  type Calendar,
  type ClosedReason,
} from './opening.ts';

const hours = (opens: number, closes: number) => [{ opens: opens * 60, closes: closes * 60 }];
/** Monday to Thursday 08–16, Friday with a break for prayer, Saturday 09–12. */
const kota: Calendar = {
  libraryId: 1,
  timeZone: 'Asia/Jakarta',
  weekly: {
    1: hours(8, 16),
    2: hours(8, 16),
    3: hours(8, 16),
    4: hours(8, 16),
    5: [...hours(8, 11), ...hours(13, 16)],
    6: hours(9, 12),
  },
  closed: new Map([['2026-12-25', { type: 'nasional', reason: 'hari Natal' }]]),
  special: new Map(),
  from: '2026-01-01',
  to: '2027-12-31',
};
const at = (date: string, time: string) => new Date(`${date}T${time}:00+07:00`);
const said = (date: string, time: string, calendar = kota) =>
  describeOpening(openStatusAt(calendar, at(date, time)), 'id');

describe('what the door says', () => {
  test('open now, until closing time', () => expect(said('2026-11-25', '10:00')).toBe('Buka sampai 16.00'));
  test('at closing time it is closed', () => expect(said('2026-11-25', '16:00')).toBe('Buka besok pukul 08.00'));
  test('in the Friday break it opens again the same day', () =>
    expect(said('2026-11-27', '12:00')).toBe('Buka pukul 13.00'));
  test('on Saturday afternoon it opens on Monday', () =>
    expect(said('2026-11-28', '13:00')).toBe('Buka Senin pukul 08.00'));
  test('on Christmas it says why, and when it opens', () =>
    expect(said('2026-12-25', '09:00')).toBe('Tutup, hari Natal. Buka besok pukul 09.00'));
  test('intervals that touch are one', () => {
    const calendar = { ...kota, weekly: { 3: [...hours(8, 12), ...hours(12, 16)] } };
    expect(said('2026-11-25', '09:00', calendar)).toBe('Buka sampai 16.00');
  });
  test('without hours nothing is promised', () =>
    expect(said('2026-11-25', '09:00', { ...kota, weekly: {} })).toBe('Jam buka belum diisi'));
  test('closed for a year: no next opening is made up', () => {
    const closed = new Map<string, ClosedReason>();
    for (let day = '2026-11-25'; day <= '2027-12-31'; day = addDays(day, 1)) {
      closed.set(day, { type: 'penutupan', reason: 'renovasi' });
    }
    expect(said('2026-11-25', '09:00', { ...kota, closed })).toBe('Tutup, renovasi. Tutup');
  });
});

test('a library in Jayapura is two hours ahead of Blitar', () => {
  expect(openStatusAt({ ...kota, timeZone: 'Asia/Jayapura' }, at('2026-11-25', '14:30')).kind).toBe('closed');
  expect(openStatusAt(kota, at('2026-11-25', '14:30')).kind).toBe('open');
});

test('days on which a late book is not counted', () => {
  expect(openDaysBetween(kota, '2026-12-24', '2026-12-28')).toBe(2);
  expect(openDaysBetween(kota, '2026-12-24', '2026-12-24')).toBe(0);
  expect(closingMinute(kota, '2026-11-28')).toBe(720);
  expect(closingMinute(kota, '2026-11-29')).toBeNull();
});

test('a library without hours counts as open, except on closed days', () => {
  const empty = { ...kota, weekly: {} };
  expect(isOpenOn(empty, '2026-11-29')).toBe(true);
  expect(isOpenOn(empty, '2026-12-25')).toBe(false);
  expect(nextOpenDate(empty, '2026-12-25')).toBe('2026-12-26');
});

const days = fc.integer({ min: 0, max: 400 }).map((n) => addDays('2026-01-01', n));
const weekly = fc
  .array(fc.record({ weekday: fc.integer({ min: 1, max: 7 }), opens: fc.integer({ min: 0, max: 720 }) }), {
    minLength: 1,
    maxLength: 7,
  })
  .map((list) => Object.fromEntries(list.map((one) => [one.weekday, [{ opens: one.opens, closes: one.opens + 300 }]])));
const closedDays = fc
  .array(days, { maxLength: 60 })
  .map((list) => new Map(list.map((day) => [day, { type: 'penutupan', reason: 'uji' }])));
const calendars = fc
  .record({ weekly, closed: closedDays })
  .map((some): Calendar => ({ ...kota, weekly: some.weekly, closed: some.closed }));

test('the next open day is open, not earlier, and no open day lies before it', () => {
  fc.assert(
    fc.property(calendars, days, (calendar, day) => {
      const next = nextOpenDate(calendar, day);
      expect(next).not.toBeNull();
      if (next === null) return;
      expect(next >= day).toBe(true);
      expect(isOpenOn(calendar, next)).toBe(true);
      for (let each = day; each < next; each = addDays(each, 1)) expect(isOpenOn(calendar, each)).toBe(false);
    }),
  );
});

test('one more closed day never makes the next open day earlier', () => {
  fc.assert(
    fc.property(calendars, days, days, (calendar, day, extra) => {
      const closed = new Map(calendar.closed).set(extra, { type: 'daerah', reason: 'tambahan' });
      const before = nextOpenDate(calendar, day);
      const after = nextOpenDate({ ...calendar, closed }, day);
      expect(after === null || before === null || after >= before).toBe(true);
    }),
  );
});

test('open exactly when the clock on the wall lies within the hours of an open day, and the next opening is open', () => {
  fc.assert(
    fc.property(calendars, days, fc.integer({ min: 0, max: 1439 }), (calendar, day, minute) => {
      const instant = instantAt(day, minute, calendar.timeZone);
      const status = openStatusAt(calendar, instant);
      const within = (calendar.weekly[isoWeekday(day)] ?? []).some((one) => one.opens <= minute && minute < one.closes);
      expect(status.kind === 'open').toBe(within && !calendar.closed.has(day));
      if (status.kind === 'open') expect(openStatusAt(calendar, status.closesAt).kind).toBe('closed');
      if (status.kind === 'closed' && status.opens) {
        const opening = instantAt(status.opens.date, status.opens.minute, calendar.timeZone);
        expect(opening > instant).toBe(true);
        expect(openStatusAt(calendar, opening).kind).toBe('open');
        expect(openStatusAt(calendar, new Date(opening.getTime() - 60_000)).kind).toBe('closed');
        expect(localDate(opening, calendar.timeZone)).toBe(status.opens.date);
        expect(localMinute(opening, calendar.timeZone)).toBe(status.opens.minute);
      }
    }),
  );
});
