import { z } from 'zod';
import { libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import { listOf, pageQuery, type ApiModule } from '#platform/requests/http';
import { listedCollection, publicSchema, wholeCollection, wholePublicSchema } from './http-shapes.ts';
import { staffRoutes } from './http-staff.ts';
import { listCollections, viewCollection } from './view-collections.ts';

const tags = ['collections'];
/** Of one by a rule the catalogue is asked for all that it shows. */
const MOST = 10;

/** Collections for everybody, and for those who make them. */
const collectionsApi: ApiModule = (api) => {
  api.get(
    '/collections',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Curated collections, changed last first, with how many of their books are on a shelf now',
        querystring: z.object({
          ...pageQuery,
          limit: z.coerce.number().int().min(1).max(MOST).default(MOST),
          library: libraryRef.optional().describe('its own alone'),
        }),
        response: { 200: listOf(publicSchema) },
      },
    },
    async ({ ctx, query: { library, ...page } }) => {
      const { data, next } = await listCollections(ctx, { ...page, libraryId: await resolveLibraryId(ctx, library) });
      const named = await nameLibraries(ctx);
      return { data: data.map((one) => listedCollection(one, named)), next };
    },
  );
  api.get(
    '/collections/:slug',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'The collection behind a present or earlier address, with its records and where their copies are now',
        params: z.object({ slug: z.string().min(1).max(100) }),
        response: { 200: wholePublicSchema },
      },
    },
    async ({ ctx, params }) => wholeCollection(await viewCollection(ctx, params.slug), await nameLibraries(ctx)),
  );
  staffRoutes(api);
};

/** Its routes. */
export const api: readonly ApiModule[] = [collectionsApi];
