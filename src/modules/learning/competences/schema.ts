import { z } from 'zod';
import { id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { LEVELS, PHASES, TIERS } from './rules/terms.ts';

const text = (most: number) => z.string().trim().max(most).default('');

/** A table of lines as text: what 500 rows hold at the most is less. */
const table = z.string().max(1_000_000);

export const frameworkInput = z.object({
  name: requiredText(150),
  nameEn: text(150),
  summary: text(500),
  summaryEn: text(500),
  source: text(300).describe('who thought of it'),
});
export type FrameworkInput = z.input<typeof frameworkInput>;

const frameworkCode = text(80).describe('by which it is named outside (`big6`); empty = made of the name');
const libraryId = id.nullable().describe('whose it is; null = of the whole network');

export const newFrameworkInput = frameworkInput.extend({
  code: frameworkCode,
  libraryId,
  csv: table.default('').describe('a table of its lines (CSV); empty = it has none yet'),
});
export type NewFrameworkInput = z.input<typeof newFrameworkInput>;

export const copyInput = z.object({ name: requiredText(150), code: frameworkCode, libraryId });
export type CopyInput = z.input<typeof copyInput>;

export const tableInput = z.object({ csv: table.min(1) });
export type TableInput = z.input<typeof tableInput>;

const code = z
  .string()
  .trim()
  .max(60)
  .regex(/^(?:[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*)?$/);
const phases = z
  .array(z.enum(PHASES))
  .max(20)
  .transform((named) => PHASES.filter((phase) => named.includes(phase)));
const tiers = z
  .array(z.literal(TIERS))
  .max(20)
  .transform((named) => TIERS.filter((tier) => named.includes(tier)));

export const competenceInput = z.object({
  code: code
    .default('')
    .describe('by which it is named outside (`big6.2`); empty = as it is, or made of that of the line above'),
  parentId: id.nullable().default(null).describe('the line above it; null = it stands at the top'),
  name: requiredText(150),
  nameEn: text(150),
  canDo: requiredText(300).describe('what a person can then do: goes on with "Sesudahnya Anda bisa …"'),
  canDoEn: text(300),
  level: z.literal(LEVELS).nullable().default(null).describe('from 1 (basic) to 4 (masterly)'),
  phases: phases.default([]).describe('of Kurikulum Merdeka'),
  tiers: tiers.default([]).describe('of "program literasi informasi" in the tasks of librarians'),
});
export type CompetenceInput = z.input<typeof competenceInput>;

/** A row of a table: what it leaves out stays as it is. */
export const rowInput = z.object({
  code: code.min(1),
  parent: code.nullable().optional(),
  name: requiredText(150),
  nameEn: z.string().trim().max(150).optional(),
  canDo: requiredText(300),
  canDoEn: z.string().trim().max(300).optional(),
  level: z.literal(LEVELS).nullable().optional(),
  phases: phases.optional(),
  tiers: tiers.optional(),
});
/** A row that was read, with the number of its line in the file. */
export type ReadRow = z.output<typeof rowInput> & { line: number };
