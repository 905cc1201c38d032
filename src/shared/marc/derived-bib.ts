/** Kinds of material by which people look for things; codes, translated elsewhere. */
export const MATERIAL_KINDS = [
  'buku',
  'buku_anak',
  'terbitan_berkala',
  'audio',
  'video',
  'peta',
  'karya_ilmiah',
  'berkas_digital',
  'alat_permainan',
  'lainnya',
] as const;
export type MaterialKind = (typeof MATERIAL_KINDS)[number];

/** For whom: children (to 13), teenagers, adults; null where the record does not say or says everyone. */
export type Audience = 'anak' | 'remaja' | 'dewasa';

export interface DerivedAuthor {
  /** Heading as it is filed: "Toer, Pramoedya Ananta, 1925-2006". */
  name: string;
  /** 100, 110, 111, 700, 710 or 711. */
  tag: string;
  /** Relator terms, or codes where no term is given: "penyunting". */
  role: string | null;
  /** The authority record's id from $0 "(lumbung)id". */
  authorityId: string | null;
}

export interface DerivedSubject {
  /** With subdivisions: "Indonesia -- Sejarah -- 1945-1949". */
  heading: string;
  tag: string;
  authorityId: string | null;
}

/** What is shown, searched and counted; everything can be computed again from the record. */
export interface DerivedBib {
  /** 001. */
  controlNumber: string | null;
  /** 003: whose control number it is. */
  controlNumberSource: string | null;
  /** 245 $a; '' when the record has none. */
  title: string;
  /** The title without its article. */
  titleSort: string;
  /** 245 $b, $n, $p. */
  subtitle: string | null;
  /** 245 $c. */
  responsibility: string | null;
  /** 246, 740 and titles in other scripts (880). */
  alternateTitles: string[];
  /** The main entry, else the first added entry. */
  mainAuthor: string | null;
  authors: DerivedAuthor[];
  subjects: DerivedSubject[];
  genres: string[];
  series: { title: string; volume: string | null }[];
  edition: string | null;
  place: string | null;
  publisher: string | null;
  /** Common era. */
  year: number | null;
  extent: string | null;
  /** Valid ISBNs as 13 digits. */
  isbns: string[];
  /** Those of them that the record gives with ten characters, as given but without hyphens. */
  isbn10s: string[];
  /** Wrong or cancelled ISBNs, as they stand in the record. */
  invalidIsbns: string[];
  /** "1234-567X". */
  issns: string[];
  /** MARC language codes, the main language first. */
  languages: string[];
  /** DDC number, or one of the Indonesian adaptation for Islam ("2X4.1"). */
  ddc: string | null;
  callNumber: string | null;
  summary: string | null;
  /** Public notes (5XX without 520, 521, those about acquisition or provenance, and local ones). */
  notes: string[];
  audience: Audience | null;
  materialKind: MaterialKind;
  urls: { url: string; label: string | null }[];
}
