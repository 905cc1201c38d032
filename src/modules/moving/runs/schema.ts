import { z } from 'zod';
import { libraryRef } from '#modules/ground/libraries';
import { FINES_CHOICES, OLD_SYSTEM_KEYS } from '#shared/moving/old-systems';
import { DECISIONS, SAID_FATES } from './client.ts';

/** A form sends an empty text where nothing was chosen. */
const emptyAsUndefined = (value: unknown): unknown => (value === '' ? undefined : value);

/** What a person chooses for a trial. */
export const startInput = z.object({
  /** Of which system the dump is. */
  system: z.preprocess(emptyAsUndefined, z.enum(OLD_SYSTEM_KEYS).default('slims')),
  /** Of INLISLite: what becomes of fines that nobody has noted as paid. */
  fines: z.preprocess(emptyAsUndefined, z.enum(FINES_CHOICES).default('settled')),
  /** The library whose system it is; left out: the main library, or the only one. */
  library: z.preprocess(emptyAsUndefined, libraryRef.optional()),
  /** Name of a file in the folder of dumps, where none is uploaded. */
  dump: z.preprocess(emptyAsUndefined, z.string().max(255).optional()),
  /** Name of a folder or an archive of pictures in the same folder; left out: none come; of SLiMS alone. */
  files: z.preprocess(emptyAsUndefined, z.string().max(255).optional()),
});
export type StartInput = z.input<typeof startInput>;

/** What somebody decides, and what was decided when they saw it. */
export const decisionInput = z.object({
  decision: z.enum(DECISIONS),
  before: z.preprocess(emptyAsUndefined, z.enum(DECISIONS).nullable().default(null)),
});
export type DecisionInput = z.input<typeof decisionInput>;

/** Which lines of a report: those of one outcome, the running loans to settle by hand, what SLiMS has changed since it came, or all. */
export const linesInput = z.object({
  about: z.preprocess(
    emptyAsUndefined,
    z.enum([...SAID_FATES, 'to_settle', 'updated', 'conflict', 'all']).default('all'),
  ),
});
export type LinesAsked = z.output<typeof linesInput>['about'];

const oneTable = z.object({ table: z.string(), rows: z.number() });
const fates = z.object({ carried: z.number(), merged: z.number(), refused: z.number(), known: z.number() });
/** What became of the tables of a dump, as it is kept and told. */
export const tablesShape = z.array(
  z.discriminatedUnion('kind', [
    oneTable.extend({ kind: z.literal('rows'), fates }),
    oneTable.extend({ kind: z.literal('codes') }),
    oneTable.extend({ kind: z.literal('left') }),
  ]),
);

const sum = z.object({ debet: z.number(), credit: z.number() });
/** What became of the money of a dump. */
export const moneyShape = z.object({
  dump: sum,
  carried: sum,
  refused: sum,
  known: sum,
  booked: z.number().nullable(),
});
