import { Temporal } from 'temporal-polyfill';
import { dayNumber, dayOfNumber } from './day-numbers.ts';
import { steadyOffset } from './zone-offsets.ts';

/** A calendar day as people know it, without a zone: `'2026-11-25'`. Compares correctly as text up to 9999-12-31. */
export type LocalDate = string;
export type DateLocale = 'id' | 'en';
/** A day and the minute of it, 0-1439, by the clock on a wall. */
export interface WallTime {
  day: LocalDate;
  minute: number;
}

const LOCAL_DATE = /^\d{4}-\d{2}-\d{2}$/;
const plain = (date: LocalDate): Temporal.PlainDate => Temporal.PlainDate.from(date);
const zoned = (instant: Date, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);

/** True for a day that exists, written `YYYY-MM-DD`. PostgreSQL knows no year 0. */
export function isLocalDate(text: string): boolean {
  // nearly every one is a day like any other
  if (dayNumber(text) !== null) return true;
  if (!LOCAL_DATE.test(text) || text < '0001') return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** Days of acts and periods lie between these two. Years of publication and days that came with an import are not bound by them. */
export const FIRST_DAY: LocalDate = '1900-01-01';
export const LAST_DAY: LocalDate = '2200-12-31';
/** True for a day that exists and on which something of a library can happen. */
export const isDay = (text: string): boolean => isLocalDate(text) && text >= FIRST_DAY && text <= LAST_DAY;

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** What the wall clock of a zone shows, as if it were UTC; null where the calendar has to be asked. */
function wallMs(instant: Date, zone: string): number | null {
  const ms = instant.getTime();
  const offset = steadyOffset(ms, zone);
  return offset === null ? null : ms + offset;
}

/** The day it is at an instant in a zone. */
export function localDate(instant: Date, zone: string): LocalDate {
  const wall = wallMs(instant, zone);
  const day = wall === null ? null : dayOfNumber(Math.floor(wall / DAY));
  return day ?? zoned(instant, zone).toPlainDate().toString();
}

/** Whole minutes since midnight on the wall clock of a zone, 0-1439. */
export function localMinute(instant: Date, zone: string): number {
  const wall = wallMs(instant, zone);
  if (wall !== null) return Math.floor((wall - Math.floor(wall / DAY) * DAY) / MINUTE);
  const time = zoned(instant, zone);
  return time.hour * 60 + time.minute;
}

/** The instant at which a wall clock shows a minute of a day; 1440 is midnight at the end of that day. */
export function instantAt(date: LocalDate, minute: number, zone: string): Date {
  const number = dayNumber(date);
  if (number !== null && Number.isInteger(minute)) {
    const wall = number * DAY + minute * MINUTE;
    // no zone is a day away from UTC: clocks that show the same on all three days were not set between
    const offset = steadyOffset(wall, zone);
    if (offset !== null && steadyOffset(wall - DAY, zone) === offset && steadyOffset(wall + DAY, zone) === offset)
      return new Date(wall - offset);
  }
  const day = plain(date).add({ days: Math.floor(minute / 1440) });
  const rest = minute % 1440;
  const time = day.toZonedDateTime({
    timeZone: zone,
    plainTime: new Temporal.PlainTime(Math.floor(rest / 60), rest % 60),
  });
  return new Date(time.epochMilliseconds);
}

/** 23:59:59 of a day in a zone: the last second of something that holds for that day. */
export const endOfDay = (date: LocalDate, zone: string): Date => new Date(instantAt(date, 1440, zone).getTime() - 1000);

export function addDays(date: LocalDate, days: number): LocalDate {
  const number = dayNumber(date);
  const later = number !== null && Number.isInteger(days) ? dayOfNumber(number + days) : null;
  return later ?? plain(date).add({ days }).toString();
}
/** The first day of the month of a day. */
export const firstOfMonth = (date: LocalDate): LocalDate => `${date.slice(0, 7)}-01`;

/** The end of a shorter month is kept: 31 January + 1 month = 28 or 29 February. */
export const addMonths = (date: LocalDate, months: number): LocalDate => plain(date).add({ months }).toString();
/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  return first !== null && last !== null ? last - first : plain(from).until(plain(to), { largestUnit: 'day' }).days;
}
/**
 * Every day from `from` to `to`, both included; none when `to` is earlier. Counted, not compared: as text the day after 9999-12-31
 * (`+010000-01-01`) comes before it, and a loop over days that are compared would never end.
 */
export function* eachDay(from: LocalDate, to: LocalDate): Generator<LocalDate> {
  const days = daysBetween(from, to);
  for (let ahead = 0; ahead <= days; ahead += 1) yield addDays(from, ahead);
}
/** ISO weekday: 1 = Monday … 7 = Sunday. */
export function isoWeekday(date: LocalDate): number {
  const number = dayNumber(date);
  // 1970-01-01 was a Thursday
  return number === null ? plain(date).dayOfWeek : ((((number + 3) % 7) + 7) % 7) + 1;
}
/** Completed years of life on a day. Born on 29 February: a year older on 1 March in common years. */
export function ageOn(birthDate: LocalDate, on: LocalDate): number {
  const [birth, day] = [plain(birthDate), plain(on)];
  const years = day.year - birth.year;
  return day.month < birth.month || (day.month === birth.month && day.day < birth.day) ? years - 1 : years;
}

const TAGS: Record<DateLocale, string> = { id: 'id-ID', en: 'en-GB' };
const formatters = new Map<string, Intl.DateTimeFormat>();
/** Making a formatter costs more than using it a thousand times. */
function formatter(locale: DateLocale, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${name}`;
  let made = formatters.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(TAGS[locale], options);
    formatters.set(key, made);
  }
  return made;
}
const atNoonUtc = (date: LocalDate): Date => new Date(`${date}T12:00:00Z`);
const namesOf = (dates: readonly LocalDate[], options: Intl.DateTimeFormatOptions) => {
  const inLocale = (locale: DateLocale): string[] =>
    dates.map((date) => new Intl.DateTimeFormat(TAGS[locale], { ...options, timeZone: 'UTC' }).format(atNoonUtc(date)));
  return { id: inLocale('id'), en: inLocale('en') };
};
const WEEKDAYS = namesOf(
  [1, 2, 3, 4, 5, 6, 7].map((day) => `2024-01-0${day}`),
  { weekday: 'long' },
);
const MONTHS = namesOf(
  Array.from({ length: 12 }, (_, month) => `2024-${String(month + 1).padStart(2, '0')}-01`),
  { month: 'long' },
);
const weekdayName = (date: LocalDate, locale: DateLocale): string => WEEKDAYS[locale][isoWeekday(date) - 1] ?? '';
/** `24 November`: in both languages the day comes first, and nothing stands between. */
const dayMonth = (date: LocalDate, locale: DateLocale): string =>
  `${Number(date.slice(-2))} ${MONTHS[locale][Number(date.slice(-5, -3)) - 1] ?? ''}`;

/** Name of an ISO weekday: 1 → `Senin` / `Monday`. */
export const formatWeekday = (weekday: number, locale: DateLocale): string =>
  weekdayName(addDays('2024-01-01', weekday - 1), locale);

/**
 * A day in words or figures.
 * `full` Selasa, 24 November 2026 · `long` 24 November 2026 · `medium` 24 Nov 2026 · `short` 24-11-2026 (en 24/11/2026)
 */
export function formatDate(
  date: LocalDate,
  locale: DateLocale,
  style: 'full' | 'long' | 'medium' | 'short' = 'long',
): string {
  const [year = '', month = '', day = ''] = date.split('-');
  switch (style) {
    case 'full':
      return `${weekdayName(date, locale)}, ${dayMonth(date, locale)} ${year}`;
    case 'long':
      return `${dayMonth(date, locale)} ${year}`;
    case 'medium':
      return formatter(locale, 'medium', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
        atNoonUtc(date),
      );
    case 'short':
      return [day, month, year].join(locale === 'id' ? '-' : '/');
  }
}

const relative: Record<DateLocale, Intl.RelativeTimeFormat> = {
  id: new Intl.RelativeTimeFormat('id', { numeric: 'auto' }),
  en: new Intl.RelativeTimeFormat('en', { numeric: 'auto' }),
};

/**
 * A day as one says it: near days by name, with their date: `besok, Rabu 25 November`; others `Senin, 30 November`, with the
 * year where it is not this one.
 */
export function formatRelativeDate(date: LocalDate, today: LocalDate, locale: DateLocale): string {
  const distance = daysBetween(today, date);
  const year = date.slice(0, 4) === today.slice(0, 4) ? '' : ` ${date.slice(0, 4)}`;
  const named = `${weekdayName(date, locale)}${Math.abs(distance) <= 1 ? '' : ','} ${dayMonth(date, locale)}${year}`;
  return Math.abs(distance) <= 1 ? `${relative[locale].format(distance, 'day')}, ${named}` : named;
}

/** The zone of a network that has no library yet, and of days that need only be comparable with each other. */
export const HOME_ZONE = 'Asia/Jakarta';

/** Indonesia's zones have names of their own; elsewhere the offset says enough. */
const ZONE_NAMES: Record<string, string> = {
  [HOME_ZONE]: 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};
/** `WIB`, `WITA`, `WIT`, or an offset such as `+09:00`. */
export const zoneName = (zone: string, instant: Date): string => ZONE_NAMES[zone] ?? zoned(instant, zone).offset;

/** Minutes from midnight as a time of day: 480 → `08.00` (en `08:00`). */
export function formatMinute(minute: number, locale: DateLocale): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}${locale === 'id' ? '.' : ':'}${two(minute % 60)}`;
}

/** An instant as a field of the type `datetime-local` has it on the wall clock of a zone: `2026-12-05T08:00`. */
export const wallClockOf = (instant: Date, zone: string): string =>
  `${localDate(instant, zone)}T${formatMinute(localMinute(instant, zone), 'en')}`;

/** The time of day at an instant with its zone: `08.00 WIB`. */
export const formatTime = (instant: Date, zone: string, locale: DateLocale): string =>
  `${formatMinute(localMinute(instant, zone), locale)} ${zoneName(zone, instant)}`;

/** An instant in words: `24 November 2026, 08.00 WIB`. */
export const formatInstant = (
  instant: Date,
  zone: string,
  locale: DateLocale,
  style: 'full' | 'long' | 'medium' | 'short' = 'long',
): string => `${formatDate(localDate(instant, zone), locale, style)}, ${formatTime(instant, zone, locale)}`;
