import { z } from 'zod';
import { libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { idText } from '#platform/requests/bounds';
import { expectedVersion, idParam, listOf, pageQuery, sendVersioned, type Api } from '#platform/requests/http';
import { COLLECTION_STATES } from './client.ts';
import { changeCollection, createCollection, deleteDraft } from './edit-collection.ts';
import { addRecord, moveRecord, removeRecord, wordRecord } from './edit-records.ts';
import { editedBody, editedSchema, wholeEditedSchema } from './http-shapes.ts';
import { getCollection, listEditedCollections } from './list-collections.ts';
import { publishCollection, withdrawCollection } from './move-collection.ts';
import { collectionInput, newCollectionInput, recordInput, sentenceInput } from './schema.ts';

const tags = ['collections'];
const access = { may: 'collections.edit' } as const;
const recordParam = z.object({ id: idText, bib: idText });

const whole = async (ctx: Ctx, id: number) => editedBody(await getCollection(ctx, id), await nameLibraries(ctx));

function making(api: Api): void {
  api.get(
    '/curated-collections',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Collections of a state that one may change, changed last first',
        querystring: z.object({ ...pageQuery, state: z.enum(COLLECTION_STATES).default('published') }),
        response: { 200: listOf(editedSchema.extend({ chosen: z.number().describe('records that were chosen') })) },
      },
    },
    async ({ ctx, query }) => {
      const { data, next } = await listEditedCollections(ctx, query);
      const named = await nameLibraries(ctx);
      return { data: data.map((one) => editedBody(one, named)), next };
    },
  );
  api.get(
    '/curated-collections/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A collection with its records, or with what its rule finds now',
        params: idParam,
        response: { 200: wholeEditedSchema },
      },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await whole(ctx, params.id)),
  );
  api.post(
    '/curated-collections',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Make a collection, as a draft',
        body: newCollectionInput.omit({ libraryId: true }).extend({
          library: libraryRef.nullable().default(null).describe('whose it is; null = of the whole network'),
        }),
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, body: { library, ...body } }, reply) => {
      const id = await createCollection(ctx, { ...body, libraryId: await resolveLibraryId(ctx, library) });
      return reply.code(201).send({ id });
    },
  );
  api.put(
    '/curated-collections/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change what a collection says of itself, its address and its rule; earlier addresses lead to it',
        params: idParam,
        body: collectionInput,
        response: { 200: wholeEditedSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await changeCollection(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await whole(ctx, params.id));
    },
  );
  api.delete(
    '/curated-collections/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Delete a collection that was never shown',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deleteDraft(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}

const MOVES: Record<string, { does: (ctx: Ctx, id: number, version: number) => Promise<void>; says: string }> = {
  publish: { does: publishCollection, says: 'Show a collection to everybody, for the first time or again' },
  withdraw: { does: withdrawCollection, says: 'Take a collection out of sight; its addresses say so' },
};

function showing(api: Api): void {
  for (const [name, { does, says }] of Object.entries(MOVES)) {
    api.post(
      `/curated-collections/:id/${name}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, response: { 200: wholeEditedSchema } },
      },
      async (request, reply) => {
        const { ctx, params } = request;
        await does(ctx, params.id, expectedVersion(request));
        return sendVersioned(reply, await whole(ctx, params.id));
      },
    );
  }
}

function choosing(api: Api): void {
  api.post(
    '/curated-collections/:id/records',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Put a record at the end of a collection',
        params: idParam,
        body: recordInput,
        response: { 200: wholeEditedSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await addRecord(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await whole(ctx, params.id));
    },
  );
  api.put(
    '/curated-collections/:id/records/:bib',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change the sentence that introduces a record',
        params: recordParam,
        body: sentenceInput,
        response: { 200: wholeEditedSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await wordRecord(ctx, params.id, { ...body, bibId: params.bib, version: expectedVersion(request) });
      return sendVersioned(reply, await whole(ctx, params.id));
    },
  );
  api.post(
    '/curated-collections/:id/records/:bib/move',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Move a record one place up or down',
        params: recordParam,
        body: z.strictObject({ direction: z.enum(['up', 'down']) }),
        response: { 200: wholeEditedSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const version = expectedVersion(request);
      await moveRecord(ctx, params.id, { bibId: params.bib, direction: body.direction, version });
      return sendVersioned(reply, await whole(ctx, params.id));
    },
  );
  api.delete(
    '/curated-collections/:id/records/:bib',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Take a record out of a collection',
        params: recordParam,
        response: { 200: wholeEditedSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      await removeRecord(ctx, params.id, { bibId: params.bib, version: expectedVersion(request) });
      return sendVersioned(reply, await whole(ctx, params.id));
    },
  );
}

/** Collections for those who make them. */
export function staffRoutes(api: Api): void {
  making(api);
  showing(api);
  choosing(api);
}
