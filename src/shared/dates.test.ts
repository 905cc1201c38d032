import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
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

const anyDate = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([y, m, d]) => `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`)
  .filter(isLocalDate);
const anyZone = fc.constantFrom(
  'Asia/Jakarta',
  'Asia/Makassar',
  'Asia/Jayapura',
  'UTC',
  'Europe/Amsterdam',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Monrovia',
);
/** Of years in which clocks were set, at the hours at which they are. */
const anyInstant = fc.oneof(
  fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
  fc
    .record({
      day: fc.constantFrom('1972-01-06', '2011-12-29', '2026-03-28', '2026-10-24', '2010-03-13', '2026-04-04'),
      minutes: fc.integer({ min: 0, max: 4 * 1440 }),
    })
    .map(({ day, minutes }) => new Date(Date.parse(day) + minutes * 60_000)),
);
const inCalendar = (instant: Date, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);

test('what a wall clock shows is what the tables of the zones say, also when clocks were set', () => {
  fc.assert(
    fc.property(anyInstant, anyZone, (instant, zone) => {
      const said = inCalendar(instant, zone);
      expect(localDate(instant, zone)).toBe(said.toPlainDate().toString());
      expect(localMinute(instant, zone)).toBe(said.hour * 60 + said.minute);
    }),
    { numRuns: 2000 },
  );
});

test('the instant of a minute of a day is that of the tables of the zones', () => {
  fc.assert(
    fc.property(anyInstant, anyZone, fc.integer({ min: 0, max: 3000 }), (around, zone, minute) => {
      const day = inCalendar(around, zone).toPlainDate();
      const time = new Temporal.PlainTime(Math.floor((minute % 1440) / 60), minute % 60);
      const said = day.add({ days: Math.floor(minute / 1440) }).toZonedDateTime({ timeZone: zone, plainTime: time });
      expect(instantAt(day.toString(), minute, zone).getTime()).toBe(said.epochMilliseconds);
    }),
    { numRuns: 2000 },
  );
});

test('days are counted as the calendar counts them, from the year 1 on', () => {
  const plain = (date: string): Temporal.PlainDate => Temporal.PlainDate.from(date);
  fc.assert(
    fc.property(anyDate, anyDate, fc.integer({ min: -40_000, max: 40_000 }), (day, other, n) => {
      expect(addDays(day, n)).toBe(plain(day).add({ days: n }).toString());
      expect(daysBetween(day, other)).toBe(plain(day).until(plain(other), { largestUnit: 'day' }).days);
      expect(isoWeekday(day)).toBe(plain(day).dayOfWeek);
    }),
    { numRuns: 1000 },
  );
  for (const none of ['2026-02-29', '2026-13-01', '2026-1-01', '', '2026-11-2x'])
    expect(() => addDays(none, 1)).toThrow(RangeError);
});

test('every day of a leap year is named as the languages name it', () => {
  for (const [locale, tag] of [
    ['id', 'id-ID'],
    ['en', 'en-GB'],
  ] as const)
    for (let day = '2028-01-01'; day <= '2028-12-31'; day = addDays(day, 1)) {
      const named = (options: Intl.DateTimeFormatOptions): string =>
        new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
      const [weekday, dayMonth] = [named({ weekday: 'long' }), named({ day: 'numeric', month: 'long' })];
      expect(formatDate(day, locale, 'full')).toBe(`${weekday}, ${dayMonth} 2028`);
      expect(formatDate(day, locale)).toBe(`${dayMonth} 2028`);
    }
});
