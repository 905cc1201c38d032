import type { CodeKind, CodeMeaning } from './rules/code-kinds.ts';

export { CODE_KINDS, type CodeKind, type CodeMeaning } from './rules/code-kinds.ts';

/** What can be imported. */
export const IMPORT_KINDS = [
  'marc',
  'marc_authorities',
  'slims',
  'inlislite_items',
  'inlislite_members',
  'class_list',
  'koha',
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** The files that a kind of import reads. SLiMS brings up to three, Koha two; each other kind one. */
export const FILE_ROLES = ['main', 'biblio', 'items', 'members'] as const;
export type FileRole = (typeof FILE_ROLES)[number];
export const rolesOf = (kind: ImportKind): readonly FileRole[] => {
  if (kind === 'slims') return ['biblio', 'items', 'members'];
  return kind === 'koha' ? ['biblio', 'members'] : ['main'];
};

/** A code that a run has met in its files, and what it means here. */
export interface MetCode {
  kind: CodeKind;
  code: string;
  /** How many copies or members have it. */
  count: number;
  /** Code of ours; null = nothing, and there is no library to fall back on. */
  means: string | null;
  /** False: nobody knows it, and what it means is only what everything unknown means. */
  known: boolean;
}

/** What happens to a record that the catalogue has already. */
export const OVERLAYS = ['skip', 'replace', 'add_items_only'] as const;
export type Overlay = (typeof OVERLAYS)[number];

export const RUN_STATUSES = ['queued', 'running', 'done', 'cancelled', 'failed'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const ROW_OUTCOMES = ['updated', 'skipped', 'failed', 'warning'] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

export const SEPARATORS = ['comma', 'semicolon', 'tab', 'pipe'] as const;
export const QUOTES = ['double', 'single', 'none'] as const;
export const RECORD_SEPARATORS = ['newline', 'carriage_return'] as const;

export interface ImportOptions {
  overlay: Overlay;
  /** The library of copies and members whose file names none or an unknown one; null = copies of unknown libraries are left out. */
  libraryId: number | null;
  /** SLiMS: between two values, around a value, between two rows. */
  separator: (typeof SEPARATORS)[number];
  quote: (typeof QUOTES)[number];
  recordSeparator: (typeof RECORD_SEPARATORS)[number];
  /** Koha: what its codes mean, as far as people have said so. */
  codes?: CodeMeaning[];
}

export interface ImportFileInfo {
  role: FileRole;
  /** As the person's computer names it. */
  name: string;
  bytes: number;
}

/** A run of an importer as people see it. */
export interface ImportRunView {
  id: number;
  kind: ImportKind;
  files: ImportFileInfo[];
  options: ImportOptions;
  /** A trial: everything is worked out and reported, nothing is kept. */
  dryRun: boolean;
  status: RunStatus;
  totalBytes: number;
  doneBytes: number;
  /** Records of the files that are dealt with. */
  readCount: number;
  createdCount: number;
  updatedCount: number;
  skippedCount: number;
  failedCount: number;
  itemCount: number;
  memberCount: number;
  warningCount: number;
  /** Why a failed run ended, as a stable code; `error` is its sentence. */
  errorCode: string | null;
  error: string | null;
  startedBy: string;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** Are the files still there, so that the run can be repeated in earnest? */
  repeatable: boolean;
}

/** One line of a report. */
export interface ImportRowView {
  id: number;
  /** Which file it is about; null = all of them. */
  file: string | null;
  /** Record number in a MARC file, line in a table; 0 = the whole file. */
  rowNumber: number;
  outcome: RowOutcome;
  code: string;
  params: Record<string, string | number | boolean | null>;
  /** Title or name, as far as it could be read. */
  label: string | null;
  /** What happened, as a sentence. */
  message: string;
  /** The record of the catalogue that it became, or is; null where there is none (any more). */
  bibId: number | null;
}

/** Has the run ended, well or badly? */
export const isEnded = (status: RunStatus): boolean => status !== 'queued' && status !== 'running';
