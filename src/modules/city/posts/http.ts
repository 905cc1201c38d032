import { z } from 'zod';
import { libraryRef, nameLibraries, resolveLibrary, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import {
  expectedVersion,
  idParam,
  listOf,
  pageQuery,
  sendVersioned,
  type Api,
  type ApiModule,
} from '#platform/requests/http';
import type { Services } from '#platform/services';
import { drawCard } from './cards/draw-card.ts';
import { cardSizes, POST_STATES } from './client.ts';
import { deliveriesApi } from './http-deliveries.ts';
import { habitsApi } from './http-habits.ts';
import { postLine, postShape } from './http-shapes.ts';
import { postInput, whenInput } from './schema.ts';
import { approvePost, cancelPost, restorePost, returnPost, submitPost } from './writing/move-post.ts';
import { changePost, makePost } from './writing/save-post.ts';
import { schedulePost } from './writing/schedule-post.ts';
import { getPost, listPosts } from './writing/view-posts.ts';

const tags = ['posts'];
const reading = { may: ['news.edit', 'posts.send'] } as const;
const writing = { may: 'news.edit' } as const;
const sending = { may: 'posts.send' } as const;

async function shown(ctx: Ctx, id: number, origin: string): Promise<z.output<typeof postShape>> {
  const { libraryId, ...post } = await getPost(ctx, id, { origin });
  const libraryOf = await nameLibraries(ctx);
  return { ...post, library: libraryOf(libraryId) };
}

function listing(api: Api, origin: string): void {
  api.get(
    '/posts',
    {
      config: { access: reading },
      schema: {
        tags,
        summary: 'Posts to channels, the newest first',
        querystring: z.object({
          library: libraryRef.optional(),
          state: z.enum(POST_STATES).optional(),
          ...pageQuery,
        }),
        response: { 200: listOf(postLine) },
      },
    },
    async ({ ctx, query: { library, ...query } }) => {
      const libraryId = (await resolveLibraryId(ctx, library)) ?? undefined;
      const { data, next } = await listPosts(ctx, { ...query, libraryId });
      const libraryOf = await nameLibraries(ctx);
      return { data: data.map(({ libraryId: of, ...line }) => ({ ...line, library: libraryOf(of) })), next };
    },
  );
  api.get(
    '/posts/:id',
    {
      config: { access: reading },
      schema: {
        tags,
        summary: 'A post: its text for each channel as it would go out now, and what became of it there',
        params: idParam,
        response: { 200: postShape },
      },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await shown(ctx, params.id, origin)),
  );
}

function editing(api: Api, origin: string): void {
  api.post(
    '/posts',
    {
      config: { access: writing },
      schema: {
        tags,
        summary: 'Write a post; it goes out after it was approved and scheduled',
        body: postInput.extend({ library: libraryRef }),
        response: { 201: postShape },
      },
    },
    async ({ ctx, body: { library, ...input } }, reply) => {
      const id = await makePost(ctx, (await resolveLibrary(ctx, library)).id, input);
      return sendVersioned(reply.code(201), await shown(ctx, id, origin));
    },
  );
  api.put(
    '/posts/:id',
    {
      config: { access: writing, ifMatch: true },
      schema: {
        tags,
        summary: 'Change a post of which nothing went out; it is a draft again',
        params: idParam,
        body: postInput,
        response: { 200: postShape },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await changePost(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await shown(ctx, params.id, origin));
    },
  );
}

function moving(api: Api, origin: string): void {
  const moves = {
    submit: { access: writing, does: submitPost, says: 'Say that a post is ready, and ask a second person' },
    approve: { access: sending, does: approvePost, says: 'Say yes to a post that somebody else wrote' },
    return: {
      ...{ access: writing, says: 'Give a post back to be written on' },
      does: async (ctx: Ctx, id: number, { version }: { version: number }) => returnPost(ctx, id, version),
    },
    cancel: {
      ...{ access: writing, says: 'Send nothing more of a post; what went out stays' },
      does: async (ctx: Ctx, id: number, { version }: { version: number }) => cancelPost(ctx, id, version),
    },
    restore: {
      ...{ access: writing, says: 'Bring a cancelled post back as a draft' },
      does: async (ctx: Ctx, id: number, { version }: { version: number }) => restorePost(ctx, id, version),
    },
  } as const;
  for (const [name, { access, does, says }] of Object.entries(moves)) {
    api.post(
      `/posts/:id/${name}`,
      {
        config: { access, ifMatch: true },
        schema: { tags, summary: says, params: idParam, response: { 200: postShape } },
      },
      async (request, reply) => {
        const { ctx, params } = request;
        await does(ctx, params.id, { version: expectedVersion(request), origin });
        return sendVersioned(reply, await shown(ctx, params.id, origin));
      },
    );
  }
  api.post(
    '/posts/:id/set-time',
    {
      config: { access: sending, ifMatch: true },
      schema: {
        tags,
        summary: 'Put a post into the outbox, for an hour by the clock of its library or at once',
        params: idParam,
        body: whenInput,
        response: { 200: postShape },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await schedulePost(ctx, params.id, { ...body, version: expectedVersion(request), origin });
      return sendVersioned(reply, await shown(ctx, params.id, origin));
    },
  );
}

function drawing(api: Api, config: Services['config']): void {
  api.get(
    '/posts/:id/cards/:size',
    {
      config: { access: reading, gives: ['image/png'] },
      schema: {
        tags,
        summary: 'A picture of a post in the size of a channel, with day, hour and place as they are now',
        params: idParam.extend({ size: z.enum(cardSizes) }),
      },
    },
    async ({ ctx, params }, reply) => {
      void reply.type('image/png');
      return reply.send(Buffer.from(await drawCard(ctx, config, params.id, params.size)));
    },
  );
}

/** Posts to channels. */
const postsApi: ApiModule = (api, { config }) => {
  drawing(api, config);
  listing(api, config.publicUrl);
  editing(api, config.publicUrl);
  moving(api, config.publicUrl);
};

/** Its routes. */
export const api: readonly ApiModule[] = [postsApi, deliveriesApi, habitsApi];
