import { z } from 'zod';
import { libraryName, libraryRef, nameLibraries, resolveLibraryId } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import {
  expectedVersion,
  idParam,
  isoInstant,
  listOf,
  sendVersioned,
  type Api,
  type ApiModule,
} from '#platform/requests/http';
import type { Services } from '#platform/services';
import { isTold } from '#shared/small-counts';
import { lookAtAddress, stopAtWish } from './desk/subscriber-desk.ts';
import { subscriptionErrors } from './errors.ts';
import { oneClickRoutes } from './http-one-click.ts';
import { publicRoutes } from './http-public.ts';
import { resendConfirmation } from './joining/resend.ts';
import { LETTER_LANGUAGES, STOP_WHYS } from './rules/terms.ts';
import { topicInput } from './schema.ts';
import { addTopic, archiveTopic, changeTopic, restoreTopic } from './topics/edit-topics.ts';
import { findTopic, viewTopics } from './topics/list-topics.ts';

const tags = ['letters'];
const access = { may: 'news.send' } as const;
const bothLanguages = z.object({ id: z.string(), en: z.string() });
const topicSheet = z.object({
  ...{ id: z.number(), code: z.string(), name: bothLanguages, about: bothLanguages },
  library: libraryName.nullable().describe('null: of the whole network'),
  archived: z.boolean(),
  subscribers: z.number().nullable().describe('who gets its letters; null: one to nine'),
  version: z.number(),
});

async function sheets(
  ctx: Ctx,
  topics: Awaited<ReturnType<typeof viewTopics>>,
): Promise<z.output<typeof topicSheet>[]> {
  const libraryOf = await nameLibraries(ctx);
  return topics.map(({ libraryId, subscribers, ...topic }) => ({
    ...topic,
    library: libraryId === null ? null : libraryOf(libraryId),
    subscribers: isTold(subscribers) ? subscribers : null,
  }));
}

async function sheet(ctx: Ctx, id: number): Promise<z.output<typeof topicSheet>> {
  const topic = await findTopic(ctx, id);
  const [found] = topic ? await sheets(ctx, [topic]) : [];
  if (!found) throw subscriptionErrors.topicNotFound();
  return found;
}

function topics(api: Api): void {
  api.get(
    '/letter-topic-sheets',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Topics of letters with how many get them, those that are archived last',
        response: { 200: listOf(topicSheet) },
      },
    },
    async ({ ctx }) => ({ data: await sheets(ctx, await viewTopics(ctx)), next: null }),
  );
  api.get(
    '/letter-topics/:id',
    {
      config: { access },
      schema: { tags, summary: 'A topic of letters', params: idParam, response: { 200: topicSheet } },
    },
    async ({ ctx, params }, reply) => sendVersioned(reply, await sheet(ctx, params.id)),
  );
  api.post(
    '/letter-topics',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Add what letters can be about',
        body: topicInput.extend({
          library: libraryRef.nullable().optional().describe('left out: of the whole network'),
        }),
        response: { 201: topicSheet },
      },
    },
    async ({ ctx, body: { library, ...topic } }, reply) => {
      const id = await addTopic(ctx, await resolveLibraryId(ctx, library), topic);
      return sendVersioned(reply.code(201), await sheet(ctx, id));
    },
  );
  api.put(
    '/letter-topics/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Call a topic otherwise; who gets its letters stays',
        params: idParam,
        body: topicInput,
        response: { 200: topicSheet },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await changeTopic(ctx, params.id, { ...body, version: expectedVersion(request) });
      return sendVersioned(reply, await sheet(ctx, params.id));
    },
  );
  const acts = [
    { act: 'archive', does: archiveTopic, summary: 'Archive a topic: nobody chooses it, and nothing is sent about it' },
    { act: 'restore', does: restoreTopic, summary: 'Take a topic out of the archive' },
  ] as const;
  for (const { act, does, summary } of acts) {
    api.post(
      `/letter-topics/:id/${act}`,
      { config: { access, ifMatch: true }, schema: { tags, summary, params: idParam, response: { 200: topicSheet } } },
      async (request, reply) => {
        await does(request.ctx, request.params.id, expectedVersion(request));
        return sendVersioned(reply, await sheet(request.ctx, request.params.id));
      },
    );
  }
}

function desk(api: Api, { secrets }: Pick<Services, 'secrets'>): void {
  api.post(
    '/letter-address-looks',
    {
      config: { access },
      schema: {
        tags,
        summary: 'How one address stands, by the whole address; there is no list of them',
        body: z.object({ email: z.string().max(200) }),
        response: {
          200: z.object({
            subscriber: z
              .object({
                ...{ id: z.number(), language: z.enum(LETTER_LANGUAGES), topicIds: z.array(z.number()) },
                ...{ confirmedAt: isoInstant, pausedUntil: isoInstant.nullable() },
                stopped: z.object({ why: z.enum(STOP_WHYS), at: isoInstant, detail: z.string() }).nullable(),
                version: z.number(),
              })
              .nullable(),
            requests: z
              .array(z.object({ id: z.number(), askedAt: isoInstant, expiresAt: isoInstant, over: z.boolean() }))
              .describe('asked for and not confirmed'),
            onlyStopped: z.boolean().describe('nothing is known but that nobody may write there'),
          }),
        },
      },
    },
    async ({ ctx, body }) => lookAtAddress(ctx, secrets, body.email),
  );
  api.post(
    '/letter-subscribers/:id/end',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Stop all letters at the wish of a subscriber',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await stopAtWish(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/letter-requests/:id/send-again',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Send the mail that asks to confirm again',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params }, reply) => {
      await resendConfirmation(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}

/** Letters: who wants them, about what. */
const subscriptionsApi: ApiModule = async (api, services) => {
  publicRoutes(api, services);
  topics(api);
  desk(api, services);
  await oneClickRoutes(api, services);
};

/** Its routes. */
export const api: readonly ApiModule[] = [subscriptionsApi];
