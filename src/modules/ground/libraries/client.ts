import type { LocalDate } from '#shared/dates';

export type { Calendar, ClosedReason, DayInterval, OpenStatus } from './rules/opening.ts';

/** Kinds of library units in a city's network. */
export const libraryTypes = ['pusat', 'cabang', 'kelurahan', 'sekolah', 'tbm', 'keliling', 'khusus'] as const;
export type LibraryType = (typeof libraryTypes)[number];

/** Why a day is closed: national holiday, joint leave (SKB 3 Menteri), regional holiday, a closing of our own. */
export const closedDayTypes = ['nasional', 'cuti_bersama', 'daerah', 'penutupan'] as const;
export type ClosedDayType = (typeof closedDayTypes)[number];

/** A room, or a shelf (which may stand in a room). */
export const spaceKinds = ['ruang', 'rak'] as const;
export type SpaceKind = (typeof spaceKinds)[number];

/** What a reader finds in the house beside books, in the order in which it is told. */
export const facilities = [
  'wifi',
  'computers',
  'sockets',
  'children',
  'wheelchair',
  'braille',
  'nursing',
  'toilet',
  'prayer',
  'parking',
] as const;
export type Facility = (typeof facilities)[number];

/** Opening hours of one weekday: minutes from midnight on the library's wall clock; ISO weekday 1 = Monday. */
export interface OpeningInterval {
  weekday: number;
  opensMinute: number;
  closesMinute: number;
}

export interface Library {
  id: number;
  /** Short code, capital letters: `KOTA`, `KEL-GEDOG`. */
  code: string;
  name: string;
  type: LibraryType;
  /** Nomor Pokok Perpustakaan. */
  npp: string | null;
  address: string | null;
  kelurahan: string | null;
  kecamatan: string | null;
  city: string | null;
  postalCode: string | null;
  phone: string | null;
  email: string | null;
  latitude: number | null;
  longitude: number | null;
  timeZone: string;
  description: string | null;
  active: boolean;
  sortOrder: number;
  /** Ids of libraries in the order in which they are asked for what is collected here; null = the network's order. */
  pullOrder: number[] | null;
  /** What is there beside books; in the order of {@link facilities}. */
  facilities: Facility[];
  version: number;
  openingHours: OpeningInterval[];
}

export interface ClosedDay {
  id: number;
  /** null = the whole network. */
  libraryId: number | null;
  dateFrom: LocalDate;
  dateTo: LocalDate;
  type: ClosedDayType;
  reason: string;
  /** Where it was decided, e.g. `SKB 3 Menteri 2026`. */
  source: string | null;
  /** The same days of every year, from the year of `dateFrom` on. */
  yearly: boolean;
  /** The weekday of `dateFrom` in every week, from that day on. */
  weekly: boolean;
  version: number;
}

/** Hours that hold for a time instead of the usual ones (Ramadan, an evening event). */
export interface SpecialHours {
  id: number;
  /** null = the whole network. */
  libraryId: number | null;
  dateFrom: LocalDate;
  dateTo: LocalDate;
  reason: string;
  /** A weekday that is not named keeps its usual hours. */
  hours: OpeningInterval[];
  /** Opens closed days too. */
  onClosedDays: boolean;
  version: number;
}

export interface Space {
  id: number;
  libraryId: number;
  parentId: number | null;
  kind: SpaceKind;
  code: string;
  name: string;
  ddcFrom: string | null;
  ddcTo: string | null;
  sortOrder: number;
  version: number;
}

/** A place at which a mobile library stops again and again. */
export interface MobileStop {
  id: number;
  libraryId: number;
  place: string;
  /** The first visit; its weekday is that of all others. */
  firstOn: LocalDate;
  everyWeeks: number;
  /** The last day on which it may come; null = no end. */
  lastOn: LocalDate | null;
  opensMinute: number;
  closesMinute: number;
  /** Days on which it does not come. */
  skips: { on: LocalDate; reason: string }[];
}
/** One visit of a mobile library. */
export interface MobileVisit {
  stopId: number;
  place: string;
  on: LocalDate;
  opensMinute: number;
  closesMinute: number;
  /** Why it does not come; null = it comes. */
  skipped: string | null;
}
