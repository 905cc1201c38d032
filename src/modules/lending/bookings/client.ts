import type { OpeningInterval } from '#modules/ground/libraries/client';

/** What pages may know about bookings: types and fixed lists, safe for the browser. */
export const BOOKING_STATUSES = ['booked', 'collected', 'returned', 'cancelled', 'expired'] as const;
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

export interface Booking {
  id: number;
  status: BookingStatus;
  memberNumber: string;
  memberName: string;
  memberHomeLibraryId: number;
  /** Where it is collected. */
  library: { id: number; code: string; name: string; timeZone: string };
  startsAt: Date;
  endsAt: Date;
  purpose: string;
  items: { barcode: string; bibId: number; title: string; collected: boolean; active: boolean }[];
  placedAt: Date;
  placedBy: string;
  endedAt: Date | null;
}

/** Copies that are booked together. */
export interface BookingSet {
  id: number;
  libraryId: number;
  name: string;
  items: { barcode: string; bibId: number; title: string }[];
}

/** When a copy is promised to somebody. */
export interface BusyTime {
  barcode: string;
  startsAt: Date;
  endsAt: Date;
}

/** A title of which copies may be booked. */
export interface BookableTitle {
  bibId: number;
  title: string;
  copies: number;
  /** Names of the libraries that have one. */
  libraries: string[];
}

/** One thing that may be booked: a copy, any copy of the title in a library, or a set. */
export interface BookingChoice {
  /** `copy:<barcode>`, `any:<library id>` or `set:<id>`. */
  key: string;
  kind: 'copy' | 'any' | 'set';
  /** Of a set; null = no set. */
  name: string | null;
  library: { id: number; name: string; timeZone: string; openingHours: OpeningInterval[] };
  /** What it is; of any copy: all of which it may be one. */
  items: { barcode: string; bibId: number; title: string }[];
  /** When it is not free, from now on, in order. */
  busy: { startsAt: Date; endsAt: Date }[];
}
