import { z } from 'zod';
import { marcBody } from '#modules/collection/catalog';
import { expectedVersion, idParam, isoInstant, listOf, sendVersioned, type ApiModule } from '#platform/requests/http';
import { askElsewhere } from './ask-elsewhere.ts';
import { SOURCE_KINDS, SOURCE_TROUBLES, SRU_VERSIONS } from './client.ts';
import { getSource, listSources } from './list-sources.ts';
import { pileRoutes } from './piles/http-piles.ts';
import { removeSource } from './remove-source.ts';
import { changeSource, createSource } from './save-source.ts';
import { sourceChanges, sourceInput } from './schema.ts';
import { takeCover } from './take-cover.ts';
import { trySource } from './try-source.ts';

const source = z.object({
  id: z.number(),
  kind: z.enum(SOURCE_KINDS),
  name: z.string(),
  address: z
    .string()
    .describe('keys and passwords in its parameters stand as ***; sent back so, they stay as they are'),
  sruVersion: z.enum(SRU_VERSIONS),
  recordSchema: z.string().describe('how it calls MARCXML'),
  isbnIndex: z.string(),
  titleIndex: z.string(),
  active: z.boolean(),
  sortOrder: z.number(),
  answeredAt: isoInstant.nullable().describe('when it last answered to a trial of this address'),
  version: z.number(),
});
const trouble = z.enum(SOURCE_TROUBLES).nullable().describe('why it gave no answer that can be used');
const said = z.string().nullable().describe('what it says itself of its trouble');
const title = z.object({
  title: z.string(),
  isbns: z.array(z.string()),
  hereId: z.number().nullable().describe('the title of our own catalogue that is, or may be, the same'),
  records: z.array(
    z.object({
      source: z.string(),
      marc: marcBody,
      coverUrl: z.string().nullable().describe('where the catalogue says that a picture of the cover stands'),
    }),
  ),
});
const asked = z.object({
  name: z.string(),
  found: z.number().nullable().describe('records; null = it was not asked for this, or gave no answer'),
  trouble,
  said,
  milliseconds: z.number(),
});

/** `/catalog-sources` and what they have, `/book-piles`. */
const copyingApi: ApiModule = (api, services) => {
  const tags = ['copying'];
  const access = { may: 'settings.manage', network: true } as const;
  pileRoutes(api, services);
  api.get(
    '/catalog-sources',
    {
      config: { access },
      schema: { tags, summary: 'Other catalogues from which records are copied', response: { 200: listOf(source) } },
    },
    async ({ ctx }) => ({ data: await listSources(ctx), next: null }),
  );
  api.post(
    '/catalog-sources',
    {
      config: { access },
      schema: { tags, summary: 'Add a catalogue', body: sourceInput, response: { 201: source } },
    },
    async ({ ctx, body }, reply) => {
      const added = await createSource(ctx, services, body);
      void reply.code(201);
      return sendVersioned(reply, added);
    },
  );
  api.get(
    '/catalog-sources/:id',
    {
      config: { access },
      schema: { tags, summary: 'One catalogue', params: idParam, response: { 200: source } },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await getSource(ctx, params.id)),
  );
  api.patch(
    '/catalog-sources/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change a catalogue; active false keeps it in the list without asking it',
        params: idParam,
        body: sourceChanges,
        response: { 200: source },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      return sendVersioned(reply, await changeSource(ctx, services, params.id, expectedVersion(request), body));
    },
  );
  api.delete(
    '/catalog-sources/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Take a catalogue out of the list; records that were copied from it keep its name',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeSource(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/catalog-sources/:id/try',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Ask a catalogue for a known book, to see whether it answers',
        params: idParam,
        response: { 200: z.object({ found: z.number().nullable(), trouble, said }) },
      },
    },
    async ({ ctx, params }) => {
      const answer = await trySource(ctx, services, params.id);
      const failed = 'trouble' in answer ? answer : null;
      return {
        found: 'records' in answer ? answer.records.length : null,
        trouble: failed?.trouble ?? null,
        said: failed?.said ?? null,
      };
    },
  );
  api.get(
    '/titles-elsewhere',
    {
      config: { access: { may: 'catalog.edit' } },
      schema: {
        tags,
        summary: 'Ask other catalogues for a title, by its ISBN, its ISSN or words; nothing is saved',
        querystring: z.object({
          isbn: z.string().max(40).optional(),
          issn: z.string().max(40).optional(),
          words: z.string().max(200).optional(),
        }),
        response: { 200: listOf(title).extend({ asked: z.array(asked) }) },
      },
    },
    async ({ ctx, query: { isbn, issn, words } }) => {
      const sought = isbn !== undefined ? { isbn } : issn !== undefined ? { issn } : { words: words ?? '' };
      const { titles, ...how } = await askElsewhere(ctx, services, sought);
      const data = titles.map(({ records, here }) => ({
        title: records[0]?.derived.title ?? '',
        isbns: records[0]?.derived.isbns ?? [],
        hereId: here?.bibId ?? null,
        records: records.map(({ source: name, marc, cover }) => ({ source: name, marc, coverUrl: cover })),
      }));
      return { ...how, data, next: null };
    },
  );
  api.post(
    '/bibs/:id/set-cover',
    {
      config: { access: { may: 'covers.edit' } },
      schema: {
        tags,
        summary: 'Fetch the picture of a cover that another catalogue offers',
        description: '`set`, or why there is none: the title stays as it was then',
        params: idParam,
        body: z.object({ address: z.string().max(1000) }),
        response: { 200: z.object({ outcome: z.enum(['set', 'has_one', 'no_picture', ...SOURCE_TROUBLES]) }) },
      },
    },
    async ({ ctx, params, body: { address } }) => ({
      outcome: await takeCover(ctx, services, { bibId: params.id, address }),
    }),
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [copyingApi];
