import type { MarcProblem } from './problems.ts';
import type { MarcRecord } from './record.ts';

/** What a reader says about one record of a file: the record with warnings, or the error that lost it. */
export interface MarcReadResult {
  /** 1-based place among the records of the file, lost ones counted. */
  index: number;
  /** Where the record begins: bytes from the start of an ISO 2709 file, characters from the start of a MARCXML file. */
  offset: number;
  record?: MarcRecord;
  warnings: MarcProblem[];
  error?: MarcProblem;
  /** The bytes of a lost record as they came (at most the reader's limit), for the report. */
  raw?: Uint8Array;
}
