import type { Locale } from '../context.ts';
import type { ErrorParams } from '../errors.ts';
import type { Asker, Lane, WorkState } from './heavy-types.ts';
import type { Right } from '../rights/rights-used.ts';

export interface NewWork {
  kind: string;
  input: object;
  inputKey: string | null;
  lane: Lane;
  asker: Asker | null;
  locale: Locale;
  libraryId: number | null;
  /** By which its asker was let in; left out: none is asked for. */
  rights?: readonly Right[];
}

export interface HeavyWork extends NewWork {
  id: string;
  /** It came with an input in storage, which goes when it has ended: then it cannot be begun anew. */
  inputStored: boolean;
  rights: readonly Right[];
  /** Asked for more than once: it stays until the clock takes it away. */
  shared: boolean;
  state: WorkState;
  attempts: number;
  failures: number;
  doneCount: number;
  totalCount: number | null;
  cancelRequested: boolean;
  errorCode: string | null;
  errorParams: ErrorParams;
  errorFields: Record<string, string>;
  errorTrace: string | null;
  file: { key: string; name: string; mediaType: string; sizeBytes: number } | null;
  createdAt: Date;
  startedAt: Date | null;
  notBefore: Date;
  endedAt: Date | null;
}

/** As the table holds it. */
interface Row {
  id: string;
  kind: string;
  input: unknown;
  inputKey: string | null;
  inputStored: boolean;
  lane: string;
  asker: unknown;
  locale: string;
  libraryId: number | null;
  state: string;
  attempts: number;
  failures: number;
  doneCount: number;
  totalCount: number | null;
  cancelRequested: boolean;
  errorCode: string | null;
  errorParams: unknown;
  errorFields: unknown;
  rights: unknown;
  shared: boolean;
  errorTrace: string | null;
  fileKey: string | null;
  fileName: string | null;
  mediaType: string | null;
  sizeBytes: number | null;
  createdAt: Date;
  startedAt: Date | null;
  notBefore: Date;
  endedAt: Date | null;
}

export const toWork = ({ fileKey, fileName, mediaType, sizeBytes, ...row }: Row): HeavyWork => ({
  ...row,
  // the columns hold what this file wrote; their checks hold the words
  input: row.input as object,
  lane: row.lane as Lane,
  asker: row.asker as Asker | null,
  locale: row.locale as Locale,
  state: row.state as WorkState,
  errorParams: row.errorParams as ErrorParams,
  errorFields: row.errorFields as Record<string, string>,
  rights: row.rights as Right[],
  file:
    fileKey === null
      ? null
      : { key: fileKey, name: fileName ?? '', mediaType: mediaType ?? '', sizeBytes: sizeBytes ?? 0 },
});
