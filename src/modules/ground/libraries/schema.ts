import { z } from 'zod';
import { day } from '#platform/requests/bounds';
import { optionalText, requiredText } from '#platform/requests/parse-input';
import { daysBetween } from '#shared/dates';
import { closedDayTypes, facilities, libraryTypes, spaceKinds } from './client.ts';

const timeZone = z
  .string()
  .max(60)
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  }, 'unknown');
const email = optionalText(200).refine((value) => value === null || z.email().safeParse(value).success, 'invalid');

/** A time of day as clocks and form fields write it; `24:00` is the end of a day. */
const clockTime = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'clock_time');
/** The hours of a week as clock times: `{ weekday: 1, opens: '08:00', closes: '16:00' }`. */
export const clockHoursInput = z
  .array(z.object({ weekday: z.number().int().min(1).max(7), opens: clockTime, closes: clockTime }))
  .max(42);

/** One interval of the weekly hours, minutes from midnight. */
const openingInterval = z
  .object({
    weekday: z.number().int().min(1).max(7),
    opensMinute: z.number().int().min(0).max(1439),
    closesMinute: z.number().int().min(1).max(1440),
  })
  .refine((interval) => interval.opensMinute < interval.closesMinute, 'closes_before_opens');

/** The hours of a week, replaced as a set; intervals of one day may touch but not overlap. */
export const openingHoursInput = z
  .array(openingInterval)
  .max(42)
  .superRefine((intervals, issues) => {
    intervals.forEach((one, index) => {
      const clash = intervals.some(
        (other, at) =>
          at < index &&
          other.weekday === one.weekday &&
          other.opensMinute < one.closesMinute &&
          one.opensMinute < other.closesMinute,
      );
      if (clash) issues.addIssue({ code: 'custom', message: 'hours_overlap', path: [index] });
    });
  });

const libraryFields = z.object({
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9-]{2,20}$/, 'library_code')
    // digits alone are an id wherever the API is told of a library
    .refine((code) => /[A-Z]/.test(code), 'library_code'),
  name: requiredText(120),
  type: z.enum(libraryTypes),
  npp: optionalText(40).optional(),
  address: optionalText(300).optional(),
  kelurahan: optionalText(80).optional(),
  kecamatan: optionalText(80).optional(),
  city: optionalText(80).optional(),
  postalCode: optionalText(10).optional(),
  phone: optionalText(40).optional(),
  email: email.optional(),
  latitude: z.number().min(-90).max(90).nullable().optional(),
  longitude: z.number().min(-180).max(180).nullable().optional(),
  timeZone: timeZone.optional(),
  description: optionalText(2000).optional(),
  sortOrder: z.number().int().min(0).max(100_000).optional(),
  pullOrder: z
    .array(z.number().int().positive().max(2_147_483_647))
    .min(1)
    .max(500)
    .nullable()
    .describe('ids of libraries in the order in which they are asked for what is collected here; null = as the network')
    .transform((ids) => ids && [...new Set(ids)])
    .optional(),
  facilities: z
    .array(z.enum(facilities))
    .max(50)
    .describe('what is there beside books')
    .transform((chosen) => facilities.filter((one) => chosen.includes(one)))
    .optional(),
});

export const libraryInput = libraryFields.extend({ openingHours: openingHoursInput.optional() });
/** What is left out stays as it is. */
export const libraryChanges = libraryFields.extend({ active: z.boolean() }).partial();
export type LibraryInput = z.input<typeof libraryInput>;
export type LibraryChanges = z.input<typeof libraryChanges>;

const closedDayFields = z.object({
  libraryId: z.number().int().positive().nullable(),
  dateFrom: day,
  dateTo: day,
  type: z.enum(closedDayTypes),
  reason: requiredText(200),
  source: optionalText(200).optional(),
  /** The same days of every year, from the year of `dateFrom` on. */
  yearly: z.boolean().optional(),
  /** The weekday of `dateFrom` in every week, from that day on. */
  weekly: z.boolean().optional(),
});
const inOrder = (days: { dateFrom: string; dateTo: string }): boolean => days.dateFrom <= days.dateTo;
const notInOrder = { path: ['dateTo'], message: 'ends_before_start' };
export const closedDayInput = closedDayFields
  .refine(inOrder, notInOrder)
  .refine((day) => !day.yearly || daysBetween(day.dateFrom, day.dateTo) < 365, {
    path: ['dateTo'],
    message: 'longer_than_a_year',
  })
  .refine((day) => !day.weekly || day.dateFrom === day.dateTo, { path: ['dateTo'], message: 'weekly_one_day' })
  .refine((day) => !day.weekly || !day.yearly, { path: ['weekly'], message: 'weekly_or_yearly' });
export type ClosedDayInput = z.input<typeof closedDayInput>;
export const closedDayShape = closedDayFields;

/** Hours that hold for a time instead of the usual ones. A weekday that is not named keeps its usual hours. */
export const specialHoursShape = z.object({
  libraryId: z.number().int().positive().nullable(),
  dateFrom: day,
  dateTo: day,
  reason: requiredText(200),
  hours: openingHoursInput.min(1, 'required'),
  onClosedDays: z.boolean().default(false),
});
export const specialHoursInput = specialHoursShape.refine(inOrder, notInOrder);
export type SpecialHoursInput = z.input<typeof specialHoursInput>;

export const spaceInput = z.object({
  parentId: z.number().int().positive().nullable().optional(),
  kind: z.enum(spaceKinds),
  code: requiredText(30),
  name: requiredText(120),
  ddcFrom: optionalText(20).optional(),
  ddcTo: optionalText(20).optional(),
  sortOrder: z.number().int().min(0).max(100_000).optional(),
});
export type SpaceInput = z.input<typeof spaceInput>;

const minute = z.number().int().min(0).max(1440);
/** A stop of a mobile library; minutes from midnight in the zone of the library. */
export const mobileStopInput = z
  .object({
    place: requiredText(160),
    firstOn: day,
    everyWeeks: z.number().int().min(1).max(12).default(1),
    lastOn: day.nullable().default(null),
    opensMinute: minute,
    closesMinute: minute,
  })
  .refine((stop) => stop.opensMinute < stop.closesMinute, { path: ['closesMinute'], message: 'before_start' })
  .refine((stop) => stop.lastOn === null || stop.firstOn <= stop.lastOn, { path: ['lastOn'], message: 'before_start' });
export type MobileStopInput = z.input<typeof mobileStopInput>;
export const skipInput = z.object({ on: day, reason: requiredText(200) });
