import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibrary, resolveLibraryId } from '#modules/ground/libraries';
import { decodeCursor, encodeCursor, idParam, listOf, type Api } from '#platform/requests/http';
import {
  contentOf,
  contentSchema,
  pictureOf,
  pictureSchema,
  wholeContentOf,
  wholeContentSchema,
} from './http-shapes.ts';
import { listNews, listStanding, listTopics, viewContent } from './reading/public-pages.ts';
import { libraryLinks, shownPeople, shownServices, siteFrame } from './reading/site-frame.ts';

const tags = ['site'];
const language = z.enum(['id', 'en']);
const link = z.object({
  id: z.number(),
  label: z.string(),
  language,
  href: z.string().describe('empty = it stands over those that follow'),
});
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
  framing(api);
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

/** What stands around public pages, and what libraries tell of themselves. */
function framing(api: Api): void {
  api.get(
    '/contents/frame',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Further links of the menu, the foot, and accounts elsewhere',
        response: {
          200: z.object({
            menu: z.array(link),
            foot: z.array(link),
            accounts: z.array(link),
            contact: z
              .object({ address: z.string(), phone: z.string(), email: z.string() })
              .nullable()
              .describe('null, or empty = as the main library has it'),
          }),
        },
      },
    },
    async ({ ctx }) => siteFrame(ctx),
  );
  api.get(
    '/contents/library',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'What a library tells of itself: its services, people and links',
        querystring: z.object({ library: libraryRef }),
        response: {
          200: z.object({
            library: libraryName,
            services: z.array(
              z.object({
                id: z.number(),
                title: z.string(),
                about: z.string(),
                atWords: z.string(),
                languages: z.object({ title: language, about: language, atWords: language }),
                href: z.string(),
              }),
            ),
            people: z.array(
              z.object({
                id: z.number(),
                name: z.string(),
                role: z.string(),
                about: z.string(),
                languages: z.object({ role: language, about: language }),
                picture: pictureSchema.nullable(),
              }),
            ),
            links: z.array(link),
          }),
        },
      },
    },
    async ({ ctx, query }) => {
      const { id } = await resolveLibrary(ctx, query.library);
      const people = await shownPeople(ctx, id);
      return {
        library: (await nameLibraries(ctx))(id),
        services: await shownServices(ctx, id),
        people: people.map(({ picture, ...person }) => ({ ...person, picture: picture && pictureOf(picture) })),
        links: await libraryLinks(ctx, id),
      };
    },
  );
}
