import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  ageOn,
  daysBetween,
  endOfDay,
  formatDate,
  formatInstant,
  formatMinute,
  formatRelativeDate,
  formatTime,
  formatWeekday,
  instantAt,
  isLocalDate,
  isoWeekday,
  localDate,
  localMinute,
} from './dates.ts';
import { formatNumber, formatRupiah } from './money.ts';

const at = new Date('2026-11-24T18:30:00Z');

test('half past six in the evening in Greenwich is already the next day in Blitar, and later in Jayapura', () => {
  expect(localDate(at, 'Asia/Jakarta')).toBe('2026-11-25');
  expect(localMinute(at, 'Asia/Jakarta')).toBe(90);
  expect(formatTime(at, 'Asia/Jakarta', 'id')).toBe('01.30 WIB');
  expect(formatTime(at, 'Asia/Makassar', 'id')).toBe('02.30 WITA');
  expect(formatTime(at, 'Asia/Jayapura', 'en')).toBe('03:30 WIT');
  expect(formatInstant(at, 'Asia/Jakarta', 'id')).toBe('25 November 2026, 01.30 WIB');
});

test('dates read as Indonesians write them', () => {
  expect(formatDate('2026-11-24', 'id', 'full')).toBe('Selasa, 24 November 2026');
  expect(formatDate('2026-08-17', 'id')).toBe('17 Agustus 2026');
  expect(formatDate('2026-08-07', 'id', 'short')).toBe('07-08-2026');
  expect(formatDate('2026-11-24', 'en', 'full')).toBe('Tuesday, 24 November 2026');
  expect(formatDate('2026-08-07', 'en', 'short')).toBe('07/08/2026');
  expect([1, 5, 7].map((day) => formatWeekday(day, 'id'))).toEqual(['Senin', 'Jumat', 'Minggu']);
  expect(formatMinute(480, 'id')).toBe('08.00');
  expect(formatMinute(1440, 'id')).toBe('24.00');
});

test('near days are named, others carry their date', () => {
  expect(formatRelativeDate('2026-11-25', '2026-11-24', 'id')).toBe('besok, Rabu 25 November');
  expect(formatRelativeDate('2026-11-24', '2026-11-24', 'id')).toBe('hari ini, Selasa 24 November');
  expect(formatRelativeDate('2026-11-23', '2026-11-24', 'id')).toBe('kemarin, Senin 23 November');
  expect(formatRelativeDate('2026-11-30', '2026-11-24', 'id')).toBe('Senin, 30 November');
  expect(formatRelativeDate('2027-01-04', '2026-11-24', 'en')).toBe('Monday, 4 January 2027');
});

test('money and numbers follow Indonesian spelling', () => {
  expect(formatRupiah(1_250_000)).toBe('Rp1.250.000');
  expect(formatRupiah(-500)).toBe('-Rp500');
  expect(formatNumber(1234.56, 'id')).toBe('1.234,56');
});

test('a child turns thirteen on the birthday, not a day before', () => {
  expect(ageOn('2013-11-26', '2026-11-25')).toBe(12);
  expect(ageOn('2013-11-26', '2026-11-26')).toBe(13);
  expect(ageOn('2016-02-29', '2027-02-28')).toBe(10);
  expect(ageOn('2016-02-29', '2027-03-01')).toBe(11);
});

test('31 January plus a month is the end of February', () => {
  expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
});

test('a day that does not exist is no date', () => {
  expect(isLocalDate('2026-02-29')).toBe(false);
  expect(isLocalDate('2028-02-29')).toBe(true);
  expect(isLocalDate('25-11-2026')).toBe(false);
});

const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1970-01-01', days));

test('days added are days between, and weekdays go round', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -800, max: 800 }), (day, n) => {
      expect(daysBetween(day, addDays(day, n))).toBe(n);
      expect(isoWeekday(addDays(day, 1))).toBe((isoWeekday(day) % 7) + 1);
    }),
  );
});

test('an instant made from a wall clock shows that wall clock, in every zone of the country', () => {
  fc.assert(
    fc.property(
      anyDay,
      fc.integer({ min: 0, max: 1439 }),
      fc.constantFrom('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'),
      (day, minute, zone) => {
        const instant = instantAt(day, minute, zone);
        expect(localDate(instant, zone)).toBe(day);
        expect(localMinute(instant, zone)).toBe(minute);
        expect(localDate(endOfDay(day, zone), zone)).toBe(day);
        expect(endOfDay(day, zone).getTime() + 1000).toBe(instantAt(addDays(day, 1), 0, zone).getTime());
      },
    ),
  );
});
