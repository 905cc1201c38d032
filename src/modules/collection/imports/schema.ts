import { z } from 'zod';
import { libraryRef } from '#modules/ground/libraries';
import { LONGEST_CODE } from './rules/code-kinds.ts';
import { CODE_KINDS, IMPORT_KINDS, OVERLAYS, QUOTES, RECORD_SEPARATORS, ROW_OUTCOMES, SEPARATORS } from './client.ts';

/** A form sends an empty text where nothing was chosen. */
const emptyAsUndefined = (value: unknown): unknown => (value === '' ? undefined : value);

/** A form sends a list as text. */
const listOrText = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  if (value === '') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
};

/** What the codes of another system mean here, each once. */
export const codesInput = z
  .array(
    z.object({
      kind: z.enum(CODE_KINDS),
      code: z.string().max(LONGEST_CODE),
      means: z.string().trim().min(1).max(60),
    }),
  )
  .max(1500);

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
  /** Koha: what its codes mean here. */
  codes: z.preprocess(listOrText, codesInput.optional()),
});
export type StartInput = z.input<typeof startInput>;

/** How a trial is repeated. */
export const repeatInput = z.object({
  /** True: as a trial once more. */
  dryRun: z.boolean().default(false),
  /** What the codes mean from now on; left out: what was said before. */
  codes: codesInput.optional(),
});
export type RepeatInput = z.input<typeof repeatInput>;

export const rowsInput = z.object({
  outcome: z.preprocess(emptyAsUndefined, z.enum([...ROW_OUTCOMES, 'problems', 'all']).default('all')),
});
export type RowFilter = z.output<typeof rowsInput>['outcome'];
