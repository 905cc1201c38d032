import type { LibraryType, OpeningInterval } from '#modules/ground/libraries/client';

/** A library and what its door says now. */
export interface LibraryNow {
  id: number;
  code: string;
  /** Last part of its address: `/perpustakaan/<slug>`. */
  slug: string;
  name: string;
  /** Short name where the kind is plain from the place on the page: the kelurahan, else the name. */
  place: string;
  latitude: number | null;
  longitude: number | null;
  type: LibraryType;
  /** Kecamatan. */
  district: string | null;
  address: string | null;
  phone: string | null;
  email: string | null;
  /** What is there beside books, in words. */
  facilities: string[];
  /** Open, opens later today, closed (or hours unknown). */
  state: 'on' | 'wait' | 'off';
  /** `Buka sampai 16.00` */
  sentence: string;
  /** Today's hours, closed days taken away: `['08.00–16.00']`. */
  today: string[];
  openingHours: OpeningInterval[];
}
