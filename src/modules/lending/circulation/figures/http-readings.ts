import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import { idParam, isoInstant, listOf, type Api } from '#platform/requests/http';
import { countReading, readingCountQuery, readingCounts, uncountReading } from './count-reading.ts';

const code = z.string().trim().min(1).max(100);

/** Copies that are read in the library by whoever it is: figures without people. */
export function readingRoutes(api: Api): void {
  const tags = ['circulation'];
  api.post(
    '/readings',
    {
      config: { access: { may: 'loans.count_reading' } },
      schema: {
        tags,
        summary: 'Count a copy that was read in the library; nobody is asked for a card',
        body: z.object({ itemBarcode: code, library: libraryRef.optional() }),
        response: {
          201: z.object({
            id: z.number(),
            itemBarcode: z.string(),
            title: z.string(),
            itemType: z.string(),
            countedAt: isoInstant,
            again: z.boolean().describe('the echo of a scan just before: counted once'),
          }),
        },
      },
    },
    async ({ ctx, body: { itemBarcode, library } }, reply) => {
      const libraryId = await resolveLibraryId(ctx, library);
      return reply.code(201).send(await countReading(ctx, { itemBarcode, libraryId }));
    },
  );
  api.delete(
    '/readings/:id',
    {
      config: { access: { may: 'loans.count_reading' } },
      schema: { tags, summary: 'Take a count back that was a mistake', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await uncountReading(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.get(
    '/reading-statistics',
    {
      config: { access: { may: 'reports.read' } },
      schema: {
        tags,
        summary: 'Copies read in the libraries on some days, by library and collection',
        querystring: readingCountQuery,
        response: {
          200: listOf(
            z.object({
              library: libraryName,
              itemType: z.string(),
              counted: z.number().describe('scanned without a card'),
              lent: z.number().describe('lent to members for reading in the library'),
            }),
          ).extend({ from: z.string(), to: z.string() }),
        },
      },
    },
    async ({ ctx, query }) => {
      const { data, ...days } = await readingCounts(ctx, query);
      const named = await nameLibraries(ctx);
      return { ...days, data: data.map((row) => ({ ...row, library: named(row.library) })), next: null };
    },
  );
}
