import { z } from 'zod';
import { libraryName, type NameLibraries } from '#modules/ground/libraries';
import { FRAMEWORK_STATES, PHASES, type Framework, type FrameworkTree } from './client.ts';

export const frameworkSchema = z.object({
  id: z.number(),
  library: libraryName.nullable().describe('whose it is; null = of the whole network'),
  code: z.string(),
  name: z.string(),
  nameEn: z.string().describe('empty = nobody has written it'),
  summary: z.string(),
  summaryEn: z.string(),
  source: z.string().describe('who thought of it'),
  builtin: z.boolean().describe('it came with Lumbung: it is copied, not changed'),
  state: z.enum(FRAMEWORK_STATES),
  lines: z.number().describe('how many of its competences are offered'),
  version: z.number(),
});

const line = z.object({
  id: z.number(),
  frameworkId: z.number(),
  parentId: z.number().nullable().describe('the one above it; null = it stands at the top'),
  position: z.number().describe('among those beside it'),
  depth: z.number().describe('1 = at the top'),
  code: z.string(),
  name: z.string(),
  nameEn: z.string().describe('empty = nobody has written it'),
  canDo: z.string().describe('what a person can then do: goes on with "Sesudahnya Anda bisa …"'),
  canDoEn: z.string().describe('the same after "After it you can …"; empty = nobody has written it'),
  level: z.number().nullable().describe('from 1 (basic) to 4 (masterly); null = nobody has said'),
  phases: z.array(z.enum(PHASES)).describe('of Kurikulum Merdeka'),
  tiers: z.array(z.number()).describe('of "program literasi informasi" in the tasks of librarians, 1 to 4'),
  offered: z.boolean().describe('false: it, one above it or its framework is archived'),
  retired: z.boolean().describe('it is archived by itself'),
  version: z.number(),
});
export const competenceSchema = line.extend({
  framework: z.object({ id: z.number(), code: z.string(), name: z.string(), nameEn: z.string() }),
});

export const treeSchema = frameworkSchema.extend({
  mayEdit: z.boolean().describe('who asks may change it'),
  competences: z.array(line).describe('each before those under it'),
});

/** One with the name of its library in the place of its id. */
export const frameworkBody = <T extends Framework | FrameworkTree>(
  { libraryId, ...framework }: T,
  named: NameLibraries,
) => ({ ...framework, library: named(libraryId) });
