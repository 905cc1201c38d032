import type { ErrorParams } from '#platform/errors';
import type { MarcDataField, MarcRecord } from '#shared/marc/record';
import type { DraftItem } from '#modules/collection/catalog';
import type { LocalDate } from '#shared/dates';
import type { FileRole } from './client.ts';
import type { FoundCode } from './rules/koha-codes.ts';
import type { MemberRow, PupilRow } from '#modules/people/members';

/** A word about a record: a stable code with values; the sentence is made when the report is read. */
export interface Remark {
  code: string;
  params: ErrorParams;
}

interface Entry {
  /** Record number in a MARC file, line in a table. */
  at: number;
  /** The file of the run that it stands in; left out: its only one. */
  role?: FileRole;
  /** Title or name for the report. */
  label: string | null;
  remarks: Remark[];
  /** Codes of another system that stand in it, once for each copy or member. */
  codes?: FoundCode[];
}

export interface BibEntry extends Entry {
  type: 'bib';
  marc: MarcRecord;
  items: (DraftItem & { field?: MarcDataField })[];
  /**
   * Do two rows of this file that look alike mean one record? So in tables, where each row is a copy; in a MARC file only the
   * control number makes two records one.
   */
  merges: boolean;
  /** Not for the public; it holds where the record is new. */
  hidden?: boolean;
}
export interface AuthorityEntry extends Entry {
  type: 'authority';
  marc: MarcRecord;
}
export interface MemberEntry extends Entry {
  type: 'member';
  row: MemberRow;
  /** Of a whole system that moves in; it holds where the member is new. */
  moved?: {
    /** As identity keeps it. */
    passwordHash: string | null;
    blocks: { reason: string; untilDate: LocalDate | null }[];
  };
}
/** A row of a class list. */
export interface PupilEntry extends Entry {
  type: 'pupil';
  row: PupilRow;
  /** Code of the school's library. */
  library: string;
}
/** A record that could not be read. */
export interface LostEntry extends Entry {
  type: 'lost';
  reason: Remark;
}
/** Something to say about the whole file. */
export interface NoteEntry extends Entry {
  type: 'note';
}

/** What the importers make of the files, one after the other, always in the same order. */
export type ImportEntry = BibEntry | AuthorityEntry | MemberEntry | PupilEntry | LostEntry | NoteEntry;
