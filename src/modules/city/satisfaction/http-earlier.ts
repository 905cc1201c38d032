import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { cutPage, idParam, listOf, pageQuery, type ApiModule } from '#platform/requests/http';
import { SERVICES, WEIGHT_MODES } from './client.ts';
import { enterEarlier, listEarlier, removeEarlier } from './enter-earlier.ts';
import { earlierInput } from './schema.ts';

const tags = ['satisfaction'];
const read = { may: 'reports.read' } as const;
const manage = { may: 'questionnaires.manage' } as const;

/** A value of a period. */
export const lineSchema = z.object({
  label: z.string(),
  endsOn: z.string(),
  hundredths: z.number(),
  respondents: z.number().nullable(),
  mode: z.enum(WEIGHT_MODES),
  source: z.string(),
});

/** Indices of surveys that were made elsewhere. */
export const earlierApi: ApiModule = (api) => {
  const earlierSchema = lineSchema.extend({
    id: z.number(),
    library: libraryName.nullable(),
    service: z.enum(SERVICES),
  });
  const named = async (ctx: Ctx) => {
    const libraryOf = await nameLibraries(ctx);
    return (await listEarlier(ctx)).map(({ libraryId, ...one }) => ({ ...one, library: libraryOf(libraryId) }));
  };
  api.get(
    '/satisfaction-values',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'Indices of surveys that were made elsewhere',
        querystring: z.object(pageQuery),
        response: { 200: listOf(earlierSchema) },
      },
    },
    async ({ ctx, query }) => cutPage(await named(ctx), query, ({ id }) => id),
  );
  api.post(
    '/satisfaction-values',
    {
      config: { access: manage },
      schema: {
        tags,
        summary: 'Enter one, with how it was weighed and where it is written',
        body: earlierInput.omit({ libraryId: true }).extend({ library: libraryRef.nullable() }),
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, body: { library, ...input } }, reply) => {
      const id = await enterEarlier(ctx, { ...input, libraryId: await resolveLibraryId(ctx, library) });
      return reply.code(201).send({ id });
    },
  );
  api.delete(
    '/satisfaction-values/:id',
    {
      config: { access: manage },
      schema: { tags, summary: 'Take one out', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await removeEarlier(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
};
