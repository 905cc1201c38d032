import { z } from 'zod';
import { addBlockRoute, blockRoutes } from '#modules/ground/content';
import { nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { idText } from '#platform/requests/bounds';
import {
  decodeCursor,
  encodeCursor,
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  sendVersioned,
  type Api,
  type ApiModule,
} from '#platform/requests/http';
import { fileRoutes } from './http-files.ts';
import { contactRoutes, linkRoutes, peopleRoutes, serviceRoutes } from './http-frame.ts';
import { bannerRoutes, pictureRoutes, topicRoutes } from './http-more.ts';
import { outwardRoutes } from './http-outward.ts';
import { ofEverybody } from './http-public.ts';
import { beginBody, lineSchema, writtenSchema } from './http-shapes.ts';
import { publishPage, submitPage, withdrawPage } from './publishing/publish-page.ts';
import { removePage } from './publishing/remove-page.ts';
import { listPageVersions, restoreVersion } from './publishing/restore-version.ts';
import { getPage, listPages } from './reading/staff-pages.ts';
import { PAGE_KINDS, PAGE_STATES } from './rules/terms.ts';
import { headInput, showInput } from './schema.ts';
import { beginPage } from './writing/begin-page.ts';
import { saveHead } from './writing/save-head.ts';
import { addPageBlock, movePageBlock, putPageBlockBack, removePageBlock, savePageBlock } from './writing/write-page.ts';

const tags = ['site'];
const access = { may: ['news.edit', 'site.edit'] } as const;
const BLOCKS = { at: '/site-pages/:id', access, tags };
const offsetShape = z.tuple([z.number().int().nonnegative().max(100_000)]);

async function written(ctx: Ctx, id: number) {
  const { libraryId, writing, ...page } = await getPage(ctx, id);
  return { ...page, library: (await nameLibraries(ctx))(libraryId), blocks: writing.blocks };
}

function pages(api: Api): void {
  api.get(
    '/site-pages',
    {
      config: { access },
      schema: {
        tags,
        summary: 'News or pages that somebody may write, those changed last first',
        querystring: z.object({
          kind: z.enum(PAGE_KINDS).default('news'),
          state: z.enum(PAGE_STATES).default('draft'),
          cursor: z.string().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(100).default(50),
        }),
        response: { 200: listOf(lineSchema) },
      },
    },
    async ({ ctx, query }) => {
      const { kind, state, cursor, limit } = query;
      const [offset] = decodeCursor(cursor, offsetShape) ?? [0];
      const { pages: lines, more } = await listPages(ctx, { kind, states: [state], limit, offset });
      const nameOf = await nameLibraries(ctx);
      const data = lines.map(({ libraryId, ...line }) => ({ ...line, library: nameOf(libraryId) }));
      return { data, next: more ? encodeCursor([offset + limit]) : null };
    },
  );
  api.post(
    '/site-pages',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Begin news or a page, as a draft',
        body: beginBody,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, body: { library, ...page } }, reply) =>
      reply.code(201).send({ id: await beginPage(ctx, { ...page, libraryId: await resolveLibraryId(ctx, library) }) }),
  );
  api.get(
    '/site-pages/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A page with its words as they stand',
        params: idParam,
        response: { 200: writtenSchema },
      },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await written(ctx, params.id)),
  );
  api.put(
    '/site-pages/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Write what stands over a page; readers see it with the next publication, a new address at once',
        params: idParam,
        body: headInput,
        response: { 200: writtenSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await saveHead(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await written(ctx, params.id));
    },
  );
  api.delete(
    '/site-pages/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Delete a page that nobody sees; the address of one that was shown says that it is gone',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removePage(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}

function publishing(api: Api): void {
  const moves = {
    submit: { does: submitPage, says: 'Ask a second person to read a page' },
    withdraw: { does: withdrawPage, says: 'Take a page out of sight' },
  };
  for (const [name, { does, says }] of Object.entries(moves)) {
    api.post(
      `/site-pages/:id/${name}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, response: { 200: writtenSchema } },
      },
      async (request, reply) => {
        await does(request.ctx, request.params.id, expectedVersion(request));
        return sendVersioned(reply, await written(request.ctx, request.params.id));
      },
    );
  }
  api.post(
    '/site-pages/:id/publish',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Show a page to everybody, now or from an hour on',
        params: idParam,
        body: showInput.extend({
          publishAt: isoInstant.nullable().default(null),
          expireAt: isoInstant.nullable().default(null),
        }),
        response: { 200: writtenSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await publishPage(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await written(ctx, params.id));
    },
  );
  api.get(
    '/site-pages/:id/versions',
    {
      config: { access },
      schema: {
        tags,
        summary: 'The versions of a page that were published, the newest first',
        params: idParam,
        response: {
          200: listOf(z.object({ id: z.number(), number: z.number(), madeAt: isoInstant, madeBy: z.string() })),
        },
      },
    },
    async ({ ctx, params }) => ({ data: await listPageVersions(ctx, params.id), next: null }),
  );
  api.post(
    '/site-pages/:id/versions/:version/restore',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Write a page as it was in a version; readers see it with the next publication',
        params: idParam.extend({ version: idText }),
        response: { 200: writtenSchema },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      await restoreVersion(ctx, params.id, { versionId: params.version, version: expectedVersion(request) });
      return sendVersioned(reply, await written(ctx, params.id));
    },
  );
}

/** News and pages, for everybody and for those who write them. */
const siteApi: ApiModule = (api, { storage }) => {
  ofEverybody(api);
  pages(api);
  publishing(api);
  addBlockRoute(api, BLOCKS, { add: addPageBlock });
  blockRoutes(api, BLOCKS, {
    save: savePageBlock,
    remove: removePageBlock,
    putBack: putPageBlockBack,
    move: movePageBlock,
  });
  bannerRoutes(api);
  topicRoutes(api);
  pictureRoutes(api, storage);
  linkRoutes(api);
  contactRoutes(api);
  peopleRoutes(api);
  serviceRoutes(api);
  outwardRoutes(api);
  fileRoutes(api, storage);
};

/** Its routes. */
export const api: readonly ApiModule[] = [siteApi];
