import { z } from 'zod';
import { cutPage, expectedVersion, idParam, isoInstant, listOf, pageQuery, type Api } from '#platform/requests/http';
import { listMessages } from './messages/list-messages.ts';
import { rewordMessage } from './messages/reword-message.ts';
import { takeBackMessage } from './messages/take-back-message.ts';
import { writeMessage } from './messages/write-message.ts';
import { messageInput, rewordInput } from './schema-messages.ts';

const tags = ['classes'];
const access = { may: 'courses.teach' } as const;
const none = { 204: z.null() };
const messageSchema = z.object({
  id: z.number(),
  pupilId: z.number().nullable().describe('to this pupil alone; null = to the whole class'),
  pupil: z.string().nullable(),
  words: z.string(),
  at: isoInstant,
  byName: z.string(),
  isOwn: z.boolean().describe('who asks wrote it, and may correct it'),
  changedAt: isoInstant.nullable().describe('when it was corrected; null = it stands as it was written'),
  version: z.number(),
});

/** What teachers say to their pupils, who cannot answer. */
export function messageRoutes(api: Api): void {
  api.get(
    '/classes/:id/messages',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What was said to a class and to its pupils, the newest first; for its teachers alone',
        params: idParam,
        querystring: z.object(pageQuery),
        response: { 200: listOf(messageSchema) },
      },
    },
    async ({ ctx, params, query }) => cutPage(await listMessages(ctx, params.id), query, ({ id }) => id),
  );
  api.post(
    '/classes/:id/messages',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Say something to a class, or to one of its pupils, who cannot answer',
        params: idParam,
        body: messageInput,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send({ id: await writeMessage(ctx, params.id, body) }),
  );
  api.put(
    '/class-messages/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Correct what one said oneself: it is new again to whoever read it',
        params: idParam,
        body: rewordInput,
        response: none,
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      await rewordMessage(ctx, params.id, { ...body, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/class-messages/:id',
    {
      config: { access, ifMatch: true },
      schema: { tags, summary: 'Take a message back: no pupil reads it any more', params: idParam, response: none },
    },
    async (request, reply) => {
      await takeBackMessage(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}
