import { z } from 'zod';
import { blockInput } from '#modules/ground/content';
import { libraryName } from '#modules/ground/libraries';
import { decodeCursor, encodeCursor, isoInstant, listOf, type Api } from '#platform/requests/http';
import { tags } from './http-shapes.ts';
import { listArchive, readArchived } from './reading/archive.ts';

const offsetShape = z.tuple([z.number().int().nonnegative().max(100_000)]);
const archivedSchema = z.object({
  id: z.number(),
  slug: z.string().describe('`/surat-kabar/<slug>`'),
  subject: z.string(),
  preheader: z.string(),
  language: z.enum(['id', 'en']),
  library: libraryName.nullable().describe('null = of the whole network'),
  at: isoInstant.describe('when it began to be sent'),
});

/** Letters that everybody may read. */
export function archiveRoutes(api: Api): void {
  api.get(
    '/past-newsletters',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Letters that everybody may read, the newest first',
        querystring: z.object({
          year: z.coerce.number().int().min(1990).max(2199).optional(),
          cursor: z.string().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(100).default(50),
        }),
        response: { 200: listOf(archivedSchema) },
      },
    },
    async ({ ctx, query: { year = null, cursor, limit } }) => {
      const [offset] = decodeCursor(cursor, offsetShape) ?? [0];
      const { letters, more } = await listArchive(ctx, { year, limit, offset });
      return { data: letters, next: more ? encodeCursor([offset + limit]) : null };
    },
  );
  api.get(
    '/past-newsletters/:slug',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'A letter that everybody may read, whole: the words as data, never HTML',
        params: z.object({ slug: z.string().max(90) }),
        response: {
          200: archivedSchema.extend({
            blocks: z.array(z.object({ block: blockInput, language: z.enum(['id', 'en']) })),
            untranslated: z.number().describe('how many parts are not in the language that was asked for'),
          }),
        },
      },
    },
    async ({ ctx, params }) => readArchived(ctx, params.slug),
  );
}
