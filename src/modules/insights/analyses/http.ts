import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibrary } from '#modules/ground/libraries';
import { day, idText } from '#platform/requests/bounds';
import { isoInstant, listOf, type ApiModule } from '#platform/requests/http';
import { COLUMN_UNITS, ANALYSIS_INPUTS } from './client.ts';
import { getAnalysis, listAnalyses, viewAnalysis } from './view-analysis.ts';

const tags = ['analyses'];
const listed = {
  key: z.string(),
  title: z.string(),
  about: z.string().describe('the question that it answers'),
  inputs: z.array(z.enum(ANALYSIS_INPUTS)).describe('what it asks beside time and library'),
  isOfNow: z.boolean().describe('it tells how things stand now, whatever days are asked for'),
};
const cell = z.union([z.string(), z.number(), z.null()]);
const shown = z.object({
  ...listed,
  library: libraryName.nullable().describe('null: all that may be seen'),
  from: z.string(),
  to: z.string(),
  madeAt: isoInstant,
  finding: z.string().nullable().describe('null: there are no data'),
  notes: z.array(z.string()).describe('where the figures come from, and who or what is not in them'),
  tables: z.array(
    z.object({
      title: z.string(),
      columns: z.array(z.object({ label: z.string(), unit: z.enum(COLUMN_UNITS) })),
      rows: z.array(z.array(cell).describe('null: not known; a text among numbers says why none stands there')),
      total: z.array(cell).nullable(),
    }),
  ),
});

const whole = z.coerce.number().int();
const asked = z.object({
  from: day,
  to: day,
  library: libraryRef.optional().describe('left out: all that may be seen'),
  ratio: whole.optional().describe('waiting holds per copy; 1 to 100, 3 where left out'),
  budget: whole.optional().describe('whole rupiah; left out: no limit'),
  price: whole.optional().describe('whole rupiah of a copy whose title has no known price'),
  accountId: idText.optional().describe('what one account did, with `audit.read`; of kegiatan-staf only'),
});

const analysesApi: ApiModule = (api) => {
  api.get(
    '/analyses',
    {
      config: { access: 'account' },
      schema: {
        tags,
        summary: 'Named questions about the library, each with its answer: those that may be opened',
        response: { 200: listOf(z.object(listed)) },
      },
    },
    async ({ ctx }) => ({ data: await listAnalyses(ctx), next: null }),
  );
  api.get(
    '/analyses/:key',
    {
      config: { access: 'account' },
      schema: {
        tags,
        summary: 'The answer of an analysis over some days, both included, of the libraries that may be seen',
        params: z.object({ key: z.string().max(40) }),
        querystring: asked,
        response: { 200: shown },
      },
    },
    async ({ ctx, params: { key }, query: { library, ...query } }) => {
      await getAnalysis(ctx, key);
      const code = library === undefined ? undefined : (await resolveLibrary(ctx, library)).code;
      const { tables, ...analysis } = await viewAnalysis(ctx, { ...query, key, library: code });
      const named = await nameLibraries(ctx);
      return {
        ...analysis,
        library: code === undefined ? null : named(code),
        notes: [...analysis.notes],
        tables: tables.map(({ title, columns, rows, total }) => ({
          title,
          columns: [...columns],
          rows: rows.map(({ cells }) => [...cells]),
          total: total ? [...total] : null,
        })),
      };
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [analysesApi];
