import { z } from 'zod';
import { libraryRef, nameLibraries, resolveLibrary, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { expectedVersion, idParam, listOf, pageQuery, sendVersioned, type Api } from '#platform/requests/http';
import { PARTNER_KINDS, PARTNER_STATES } from './client.ts';
import { access, lineOf, pairSchema, partnerLine, sheetResponse, sheetSchema, shownPartner } from './http-shapes.ts';
import { erasePartner } from './register/erase-person.ts';
import { mergePartners, sayDistinct } from './register/merge-partners.ts';
import { acceptPartner, addPartner, archivePartner, changePartner, restorePartner } from './register/save-partner.ts';
import { listPartnerPairs, listPartners } from './register/view-partners.ts';
import { mergeInput, partnerInput } from './schema.ts';

const tags = ['partners'];
const bodySchema = partnerInput
  .omit({ libraryId: true, schoolLibraryId: true })
  .extend({ library: libraryRef, schoolLibrary: libraryRef.optional().describe('left out = none') });

const read = async (ctx: Ctx, { library, schoolLibrary, ...input }: z.output<typeof bodySchema>) => ({
  ...input,
  libraryId: (await resolveLibrary(ctx, library)).id,
  schoolLibraryId: await resolveLibraryId(ctx, schoolLibrary, 'schoolLibrary'),
});

function listing(api: Api): void {
  api.get(
    '/partners',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Partners of a state by name, with their last contact',
        querystring: z.object({
          ...pageQuery,
          state: z.enum(PARTNER_STATES).default('active'),
          kind: z.enum(PARTNER_KINDS).optional(),
          library: libraryRef.optional(),
          q: z.string().max(200).default(''),
        }),
        response: { 200: listOf(partnerLine) },
      },
    },
    async ({ ctx, query: { library, q, ...query } }) => {
      const libraryId = await resolveLibraryId(ctx, library);
      const { data, next } = await listPartners(ctx, { ...query, asked: q, libraryId });
      const libraryOf = await nameLibraries(ctx);
      return { data: data.map((line) => lineOf(line, libraryOf)), next };
    },
  );
  api.get(
    '/partners/:id',
    {
      config: { access },
      schema: {
        tags,
        summary:
          'A partner with people, relations, needs, offers and notes; one that was merged answers as what it became',
        params: idParam,
        response: sheetResponse,
      },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await shownPartner(ctx, params.id)),
  );
  api.get(
    '/partner-pairs',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Partners that share a name, a number, an address or a site',
        response: { 200: listOf(pairSchema) },
      },
    },
    async ({ ctx }) => ({ data: await listPartnerPairs(ctx), next: null }),
  );
}

function writing(api: Api): void {
  api.post(
    '/partners',
    {
      config: { access },
      schema: { tags, summary: 'Add a partner', body: bodySchema, response: { 201: sheetSchema } },
    },
    async ({ ctx, body }, reply) => {
      const id = await addPartner(ctx, await read(ctx, body));
      return sendVersioned(reply.code(201), await shownPartner(ctx, id));
    },
  );
  api.put(
    '/partners/:id',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Change a partner', params: idParam, body: bodySchema, response: sheetResponse },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const version = expectedVersion(request);
      await changePartner(ctx, params.id, { ...(await read(ctx, body)), version });
      return sendVersioned(reply, await shownPartner(ctx, params.id));
    },
  );
  const moves: Record<string, { does: (ctx: Ctx, id: number, version: number) => Promise<void>; says: string }> = {
    accept: { does: acceptPartner, says: 'Take a prospect in' },
    archive: { does: archivePartner, says: 'Put a partner away, with all that was done together' },
    restore: { does: restorePartner, says: 'Bring an archived partner back' },
    forget: { does: erasePartner, says: 'Forget a partner who is a person; it is not taken back' },
  };
  for (const [name, { does, says }] of Object.entries(moves)) {
    api.post(
      `/partners/:id/${name}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, response: sheetResponse },
      },
      async (request, reply) => {
        const { ctx, params } = request;
        await does(ctx, params.id, expectedVersion(request));
        return sendVersioned(reply, await shownPartner(ctx, params.id));
      },
    );
  }
}

function twice(api: Api): void {
  api.post(
    '/partner-merges',
    {
      config: { access },
      schema: {
        tags,
        summary:
          'Make two partners one: what points at one points at the other, which takes the fields that are chosen',
        body: mergeInput,
        response: { 200: sheetSchema },
      },
    },
    async ({ ctx, body }, reply) => {
      await mergePartners(ctx, body);
      return sendVersioned(reply, await shownPartner(ctx, body.keepId));
    },
  );
  api.post(
    '/partner-distinctions',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Say that two partners that look like one are two',
        body: mergeInput.pick({ keepId: true, dropId: true }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, body }, reply) => {
      await sayDistinct(ctx, body.keepId, body.dropId);
      return reply.code(204).send(null);
    },
  );
}

/** The register of partners. */
export function partnerRoutes(api: Api): void {
  listing(api);
  writing(api);
  twice(api);
}
