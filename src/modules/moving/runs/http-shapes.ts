import { z } from 'zod';
import { libraryName, type NameLibraries } from '#modules/ground/libraries';
import type { Locale } from '#platform/context';
import { isoInstant } from '#platform/requests/http';
import { FINES_CHOICES, OLD_SYSTEM_KEYS } from '#shared/moving/old-systems';
import { DECISIONS, RUN_STATES, SAID_FATES, type SlimsRunView } from './client.ts';
import type { SaidRow } from './data/said.queries.ts';
import { explainSaid } from './explain-said.ts';
import { moneyShape, tablesShape } from './schema.ts';

/** A migration as the API tells of it. */
export const runShape = z.object({
  id: z.number(),
  system: z.enum(OLD_SYSTEM_KEYS),
  fines: z.enum(FINES_CHOICES).describe('of INLISLite: what becomes of fines that nobody has noted as paid'),
  library: libraryName,
  dryRun: z.boolean(),
  state: z.enum(RUN_STATES),
  fileName: z.string(),
  fileBytes: z.number(),
  fromFolder: z.boolean().describe('the dump lies in the folder of dumps; false: it was uploaded'),
  filesName: z
    .string()
    .nullable()
    .describe('folder or archive of pictures in the folder of dumps; null: none was chosen'),
  progress: z.object({ table: z.string().nullable(), rows: z.number(), of: z.number().nullable() }),
  tables: tablesShape,
  money: moneyShape
    .nullable()
    .describe('of the fines, in rupiah; `booked` is what was added to balances, null in a trial'),
  toSettle: z.number().describe('running loans to be settled by hand'),
  updated: z.number().describe('rows of earlier runs that the old system has changed since, brought up to date'),
  conflicts: z.number().describe('the same, changed here as well: to be decided'),
  addsUp: z.boolean().nullable().describe('rows and money add up; null while there is no whole report'),
  takenUp: z.boolean().describe('it was interrupted: what had come by then counts as known'),
  undoes: z.number().nullable().describe('the run that this one takes back, with those behind it; null: it is a move'),
  undone: z.boolean().describe('what it brought has been taken back since'),
  canUndo: z.boolean().describe('POST …/undo'),
  canGoOn: z.boolean(),
  errorCode: z.string().nullable(),
  error: z.string().nullable(),
  startedBy: z.string(),
  createdAt: isoInstant,
  startedAt: isoInstant.nullable(),
  finishedAt: isoInstant.nullable(),
});

export const viewOf =
  (named: NameLibraries) =>
  ({ libraryId, ...rest }: SlimsRunView) => ({ ...rest, library: named(libraryId) });

/** A line of a report. */
export const lineShape = z.object({
  id: z.number(),
  table: z.string(),
  key: z.string(),
  fate: z.enum(SAID_FATES),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  message: z.string(),
  isDecidable: z.boolean().describe('the old system and people here say different things: POST …/decide'),
  decision: z.enum(DECISIONS).nullable(),
  decidedBy: z.string().nullable(),
});

export const lineOf = (one: SaidRow, locale: Locale) => ({
  ...one,
  params: { ...one.params },
  message: explainSaid(one, locale),
});

/** A file in the folder of dumps. */
export const dumpShape = z.object({ name: z.string(), bytes: z.number(), writtenAt: isoInstant });

/** A folder or an archive of pictures in the same folder. */
export const filesShape = z.object({
  name: z.string(),
  bytes: z.number().nullable().describe('null: a folder'),
  writtenAt: isoInstant,
});
