import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import { day } from '#platform/requests/bounds';
import { listOf, pageQuery, type ApiModule } from '#platform/requests/http';
import { ODD_KINDS } from './client.ts';
import { listOddDays } from './list-odd-days.ts';

const oddDay = z.object({
  id: z.number(),
  kind: z.enum(ODD_KINDS),
  library: libraryName,
  day: z.string().describe('YYYY-MM-DD'),
  n: z.number(),
  usual: z.number().describe('the middle of the same weekdays of sixteen weeks before'),
  word: z.string().nullable().describe('what somebody wrote of that day with POST /day-notes; null = nobody did'),
});

/** `/odd-days`. What happened on one is written by `POST /day-notes`. */
const oddDaysApi: ApiModule = (api) => {
  api.get(
    '/odd-days',
    {
      config: { access: { may: 'reports.read' } },
      schema: {
        tags: ['facts'],
        summary: 'Days whose figure is far from what is usual there on that weekday, the latest first',
        querystring: z.object({
          ...pageQuery,
          from: day,
          to: day,
          library: libraryRef.optional(),
          kind: z.enum(ODD_KINDS).optional(),
          words: z
            .enum(['missing', 'all'])
            .default('missing')
            .describe('only those of which nobody wrote what happened, or all'),
        }),
        response: { 200: listOf(oddDay) },
      },
    },
    async ({ ctx, query: { library, cursor, limit, words, ...asked } }) => {
      const libraryId = (await resolveLibraryId(ctx, library)) ?? undefined;
      const { data, next } = await listOddDays(
        ctx,
        { ...asked, ...(libraryId === undefined ? {} : { libraryId }), explained: words === 'all' },
        { cursor, limit },
      );
      const named = await nameLibraries(ctx);
      return { data: data.map(({ libraryId: of, ...odd }) => ({ ...odd, library: named(of) })), next };
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [oddDaysApi];
