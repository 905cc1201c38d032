import { z } from 'zod';
import { libraryRef } from '#modules/ground/libraries';
import { IMPORT_KINDS, OVERLAYS, QUOTES, RECORD_SEPARATORS, ROW_OUTCOMES, SEPARATORS } from './client.ts';

/** A form sends an empty text where nothing was chosen. */
const emptyAsUndefined = (value: unknown): unknown => (value === '' ? undefined : value);

/** What a person chooses for a run. */
export const startInput = z.object({
  kind: z.enum(IMPORT_KINDS),
  dryRun: z
    .preprocess((value) => value === true || value === 'true' || value === 'on' || value === '1', z.boolean())
    .default(false),
  overlay: z.preprocess(emptyAsUndefined, z.enum(OVERLAYS).default('skip')),
  /** The library for copies and members whose file names none; left out: the main library. */
  library: z.preprocess(emptyAsUndefined, libraryRef.optional()),
  separator: z.preprocess(emptyAsUndefined, z.enum(SEPARATORS).default('comma')),
  quote: z.preprocess(emptyAsUndefined, z.enum(QUOTES).default('double')),
  recordSeparator: z.preprocess(emptyAsUndefined, z.enum(RECORD_SEPARATORS).default('newline')),
});
export type StartInput = z.input<typeof startInput>;

export const rowsInput = z.object({
  outcome: z.preprocess(emptyAsUndefined, z.enum([...ROW_OUTCOMES, 'problems', 'all']).default('all')),
});
export type RowFilter = z.output<typeof rowsInput>['outcome'];
