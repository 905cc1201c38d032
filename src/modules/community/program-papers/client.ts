/** What pages may know about the papers of programmes: types and fixed lists, safe for the browser. */

/** Papers by the last part of their address: terms of reference, invitation, attendance sheets, badges, report. */
export const PAPERS = ['kak', 'undangan', 'daftar-hadir', 'tanda-peserta', 'laporan'] as const;
export type Paper = (typeof PAPERS)[number];

/** What only papers need, in the words of whoever runs the programme. Several paragraphs: a blank line; lists: lines that begin with `-` or `1.` */
export const PAPER_WORDS = [
  'background',
  'legalBasis',
  'targets',
  'outputs',
  'method',
  'closing',
  'letterNumber',
  'letterSubject',
  'letterOpening',
  'letterClosing',
  'bring',
  'invitees',
  'copiesTo',
  'conclusion',
  'suggestions',
] as const;
export type PaperWords = Record<(typeof PAPER_WORDS)[number], string>;

/** Who signs: the office above, the name and the line below the signature (rank, NIP). */
export interface Signatory {
  office: string;
  name: string;
  details: string;
}
export const MAX_SIGNATORIES = 3;

export interface BudgetLine {
  /** Of the budget document (kode rekening); may be empty. */
  accountCode: string;
  label: string;
  /** Whole rupiah. */
  planned: number;
  /** Whole rupiah; null: not known yet. */
  actual: number | null;
}
export const MAX_BUDGET_LINES = 40;

/** The words, signatures and budget of a programme's papers. */
export interface ProgramPaper {
  programId: number;
  /** 0: nothing was written yet. */
  version: number;
  words: PaperWords;
  /** `YYYY-MM-DD`; null: a line to write it on. */
  letterDate: string | null;
  /** The first answers for it all; none: the one of the letterhead. */
  signatories: Signatory[];
  budget: BudgetLine[];
  /** Taken over from the programme that this one was copied from, until it is saved here. */
  takenOver: boolean;
}

/** Heads of the terms of reference that have nothing under them yet. */
export const TOR_HEADS = [
  'background',
  'legalBasis',
  'goals',
  'targets',
  'outputs',
  'speakers',
  'sessions',
  'method',
  'budget',
  'closing',
] as const;
export type TorHead = (typeof TOR_HEADS)[number];

/** A photograph of an activity, for its report. */
export interface ProgramPhoto {
  id: number;
  programId: number;
  /** From 1, in the order of the report. */
  position: number;
  caption: string;
  /** Pixels. */
  width: number;
  height: number;
  sizeBytes: number;
  addedAt: Date;
  /** Who said that those who can be recognised agreed. */
  agreedBy: string;
}
/** As many as go on two pages of the report. */
export const MAX_PHOTOS = 12;
/** What one may have: that of a modern phone has less. */
export const PHOTO_MEGABYTES = 15;
