export { PICKED_KEYS, type Picked } from './rules/pick-fields.ts';

/** How a catalogue is asked. */
export const SOURCE_KINDS = ['sru', 'z3950', 'openlibrary', 'googlebooks', 'crossref', 'lumbung'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export const SRU_VERSIONS = ['1.1', '1.2'] as const;
export type SruVersion = (typeof SRU_VERSIONS)[number];

/** Why a catalogue gave no answer that can be used. */
export const SOURCE_TROUBLES = [
  'slow',
  'unreachable',
  'not_public',
  'moved',
  'refused',
  'busy',
  'too_large',
  'not_xml',
  'not_json',
  'damaged',
  'charset',
  'diagnostic',
  'other_schema',
  'absent',
  'not_z3950',
] as const;
export type SourceTrouble = (typeof SOURCE_TROUBLES)[number];

/** What became of a cover that a catalogue offered; `no_picture`: what came is none that could be a cover; `has_one`: the title has a picture. */
export type CoverOutcome = 'set' | 'has_one' | 'no_picture' | SourceTrouble;

/** A catalogue from which records are copied. */
export interface RecordSource {
  id: number;
  kind: SourceKind;
  name: string;
  /** `https://…`, of Z39.50 `z3950://host:port/database`. */
  address: string;
  sruVersion: SruVersion;
  /** How it calls MARCXML. */
  recordSchema: string;
  isbnIndex: string;
  titleIndex: string;
  active: boolean;
  sortOrder: number;
  /** When it last answered to a trial of this address; null = it never did. */
  answeredAt: Date | null;
  version: number;
}

/** So many catalogues may stand in the list. */
export const MOST_SOURCES = 20;

/** So many books one pile holds. */
export const MOST_IN_PILE = 500;
/** So many are added at once. */
export const MOST_ADDED_AT_ONCE = 50;

/** How a book of a pile is kept. */
export const KEPT_STATES = ['waiting', 'here', 'found', 'maybe', 'nothing', 'added', 'left_out'] as const;
export type KeptState = (typeof KEPT_STATES)[number];
/** How it stands now; `several`: more than one title here has its number. */
export const BOOK_STATES = [...KEPT_STATES, 'several'] as const;
export type BookState = (typeof BOOK_STATES)[number];

/** A pile of books that are looked up behind. */
export interface Pile {
  id: number;
  libraryId: number;
  itemType: string;
  source: string | null;
  /** Nobody is asked until somebody says so. */
  stopped: boolean;
  createdBy: string;
  createdAt: Date;
}

/** A book of a pile. */
export interface PileBook {
  id: number;
  /** From 1, in the order of scanning. */
  number: number;
  isbn: string;
  copies: number;
  state: BookState;
  title: string | null;
  byline: string | null;
  /** Catalogues that have it. */
  sources: string[];
  /** Catalogues that gave no answer. */
  silent: string[];
  /** Of the copies that were added. */
  barcodes: string[];
  /** The title here, where there is one. */
  bibId: number | null;
  /** How many copies it has here already. */
  items: number;
}
