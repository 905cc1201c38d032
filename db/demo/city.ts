/** The shape of `city.json`, `members.json` and `staff.json`, checked when they are read. */
import { z } from 'zod';

const timePattern = /^\d\d:\d\d$/;
const interval = z.tuple([z.string().regex(timePattern), z.string().regex(timePattern)]);
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const spaceSchema = z.object({
  code: z.string(),
  name: z.string(),
  floor: z.string(),
  collections: z.array(z.enum(['anak', 'umum', 'referensi', 'berkala', 'blitar', 'braille'])),
  ddcFrom: z.string(),
  ddcTo: z.string(),
});

const librarySchema = z.object({
  number: z.int(),
  code: z.string(),
  name: z.string(),
  shortName: z.string(),
  type: z.enum(['pusat', 'kelurahan', 'sekolah', 'tbm', 'keliling']),
  kelurahan: z.string(),
  kecamatan: z.string(),
  /** About where it is; left out: it moves. */
  latitude: z.number().nullable().default(null),
  longitude: z.number().nullable().default(null),
  address: z.string(),
  openedYear: z.int(),
  phone: z.string().nullable().default(null),
  email: z.string().nullable().default(null),
  facilities: z.array(z.string()),
  /** Where a mobile library stops, week after week. */
  stops: z
    .array(
      z.object({
        weekday: z.enum(weekdays),
        place: z.string(),
        opens: z.string().regex(timePattern),
        closes: z.string().regex(timePattern),
      }),
    )
    .default([]),
  /** Opening intervals, local time; a weekday that is missing is closed. */
  hours: z.partialRecord(z.enum(weekdays), z.array(interval)),
});

const closingKinds = z.enum(['nasional', 'cuti_bersama', 'daerah', 'penutupan']);

export const citySchema = z.object({
  network: z.object({
    name: z.string(),
    city: z.string(),
    province: z.string(),
    timeZone: z.string(),
    institution: z.string(),
  }),
  libraries: z.array(librarySchema),
  spaces: z.object({ pusat: z.array(spaceSchema), lainnya: z.array(spaceSchema) }),
  closedDays: z.object({
    yearly: z.array(z.object({ monthDay: z.string(), name: z.string(), type: closingKinds, source: z.string() })),
    /** `library` null closes the whole network. */
    dated: z.array(
      z.object({
        library: z.string().nullable(),
        date: z.iso.date(),
        name: z.string(),
        type: closingKinds,
        source: z.string(),
      }),
    ),
  }),
  /** Rules of the whole network beside those that the product ships with. */
  loanRules: z.array(
    z.object({
      category: z.string().nullable(),
      itemType: z.string().nullable(),
      values: z.record(z.string(), z.unknown()),
      reason: z.string(),
    }),
  ),
  loanOverrides: z.array(
    z.object({ library: z.string(), category: z.string().nullable(), loanDays: z.int(), reason: z.string() }),
  ),
});

export const membersSchema = z.object({
  note: z.string(),
  /** PIN of every sample member. */
  pin: z.string(),
  members: z.array(
    z.object({
      number: z.string(),
      isSample: z.literal(true),
      fullName: z.string(),
      gender: z.enum(['L', 'P']).nullable(),
      /** Age on the day of loading; null for an institution. */
      birth: z.object({ age: z.int(), monthDay: z.string() }).nullable(),
      category: z.enum(['anak', 'pelajar', 'mahasiswa', 'umum', 'guru', 'lansia', 'luar_kota', 'lembaga']),
      occupation: z.string(),
      school: z.string(),
      schoolClass: z.string(),
      guardian: z.object({ fullName: z.string(), relation: z.string() }).nullable(),
      address: z.object({
        street: z.string(),
        rt: z.string(),
        rw: z.string(),
        kelurahan: z.string(),
        kecamatan: z.string(),
        city: z.string(),
      }),
      phone: z.string(),
      email: z.string(),
      homeLibrary: z.string().nullable(),
      joinedDaysAgo: z.int(),
      validDays: z.int(),
      status: z.enum(['active', 'blocked']),
      blockReason: z.string(),
      /** Who speaks for an institution. */
      contact: z.object({ name: z.string(), role: z.string() }).optional(),
      /** How eagerly this member reads: 1 is usual, 0 never borrows. */
      activity: z.number(),
      /** Copies that this reader leaves to take: never borrows up to the limit, so that one can be lent at once. */
      keepsFree: z.number().default(0),
    }),
  ),
});

export const staffSchema = z.object({
  note: z.string(),
  password: z.string(),
  staff: z.array(
    z.object({
      username: z.string(),
      fullName: z.string(),
      role: z.enum([
        'administrator',
        'head',
        'cataloguer',
        'circulation',
        'programmes',
        'outreach',
        'school_staff',
        'educator',
        'read_only',
      ]),
      /** Library code the role is granted for; null is the whole network. */
      library: z.string().nullable(),
      isSample: z.literal(true),
    }),
  ),
});

export type City = z.infer<typeof citySchema>;
export type DemoLibrary = City['libraries'][number];
export type DemoSpace = z.infer<typeof spaceSchema>;
export type DemoStaff = z.infer<typeof staffSchema>['staff'][number];
export type MemberEntry = z.infer<typeof membersSchema>['members'][number];
export type Weekday = (typeof weekdays)[number];

/** Monday first, as ISO 8601 counts. */
export const WEEKDAYS: readonly Weekday[] = weekdays;
