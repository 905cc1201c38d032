import { z } from 'zod';
import { libraryRef, resolveLibraryId } from '#modules/ground/libraries';
import { decodeCursor, encodeCursor, idParam, listOf, type Api } from '#platform/requests/http';
import { contentOf, contentSchema, wholeContentOf, wholeContentSchema } from './http-shapes.ts';
import { listNews, listStanding, listTopics, viewContent } from './reading/public-pages.ts';

const tags = ['site'];
const offsetShape = z.tuple([z.number().int().nonnegative().max(100_000)]);

/** News and pages, for everybody. */
export function ofEverybody(api: Api): void {
  api.get(
    '/contents',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'News that everybody sees now, the newest first',
        querystring: z.object({
          topic: z.string().max(70).optional(),
          library: libraryRef.optional().describe("of that library's own site"),
          cursor: z.string().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(100).default(20),
        }),
        response: { 200: listOf(contentSchema) },
      },
    },
    async ({ ctx, query }) => {
      const { topic, library, cursor, limit } = query;
      const [offset] = decodeCursor(cursor, offsetShape) ?? [0];
      const libraryId = (await resolveLibraryId(ctx, library)) ?? undefined;
      const { news, more } = await listNews(ctx, { topic, libraryId, limit, offset });
      return { data: news.map(contentOf), next: more ? encodeCursor([offset + limit]) : null };
    },
  );
  api.get(
    '/contents/standing',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Pages that stay, of the network or of one library',
        querystring: z.object({ library: libraryRef.optional() }),
        response: { 200: listOf(contentSchema) },
      },
    },
    async ({ ctx, query }) => ({
      data: (await listStanding(ctx, await resolveLibraryId(ctx, query.library))).map(contentOf),
      next: null,
    }),
  );
  api.get(
    '/contents/topics',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'The topics of news',
        response: { 200: listOf(z.object({ slug: z.string(), name: z.string() })) },
      },
    },
    async ({ ctx }) => ({ data: await listTopics(ctx), next: null }),
  );
  api.get(
    '/contents/:id',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'News or a page whole, as everybody sees it',
        params: idParam,
        response: { 200: wholeContentSchema },
      },
    },
    async ({ ctx, params }) => wholeContentOf(await viewContent(ctx, params.id)),
  );
}
