import { z } from 'zod';
import { idParam, isoInstant, listOf, type ApiModule } from '#platform/requests/http';
import { borrowFile } from './borrow-file.ts';
import { attachmentRoutes } from './http-attachments.ts';
import { ownDigital } from './own-loans.ts';
import { leaveQueue, returnFile } from './return-file.ts';

const file = { attachmentId: z.number(), title: z.string(), bibId: z.number(), bibTitle: z.string() };
const loanSchema = z.object({ id: z.number(), ...file, borrowedAt: isoInstant, dueAt: isoInstant });
const requestSchema = z.object({
  id: z.number(),
  ...file,
  askedAt: isoInstant,
  position: z.number().nullable().describe('from 1; null = it is offered'),
  offerEndsAt: isoInstant.nullable().describe('until when it can be taken'),
});
const blocked = z.boolean().describe('nothing can be taken for the moment; places in queues are kept');

/** Files that hang on records; licensed ones: one copy, one reader. */
const digitalApi: ApiModule = (api, { storage }) => {
  attachmentRoutes(api, storage);
  const tags = ['digital loans'];
  api.get(
    '/digital-loans',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'What the member who is signed in has',
        response: { 200: listOf(loanSchema).extend({ blocked }) },
      },
    },
    async ({ ctx }) => {
      const own = await ownDigital(ctx);
      return { data: own.loans, next: null, blocked: own.blocked };
    },
  );
  api.get(
    '/digital-requests',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'What the member who is signed in waits for',
        response: { 200: listOf(requestSchema).extend({ blocked }) },
      },
    },
    async ({ ctx }) => {
      const own = await ownDigital(ctx);
      return { data: own.requests, next: null, blocked: own.blocked };
    },
  );
  api.post(
    '/digital-loans',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'Take a licensed file, or join the queue for it; asking again changes nothing',
        body: z.object({ attachmentId: z.number().int().positive() }),
        response: {
          201: z.discriminatedUnion('kind', [
            z.object({ kind: z.literal('lent'), loan: loanSchema }),
            z.object({ kind: z.literal('queued'), request: requestSchema }),
          ]),
        },
      },
    },
    async ({ ctx, body }, reply) => reply.code(201).send(await borrowFile(ctx, body.attachmentId)),
  );
  api.delete(
    '/digital-loans/:id',
    {
      config: { access: 'member' },
      schema: { tags, summary: 'Give it back before its time', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await returnFile(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/digital-requests/:id',
    {
      config: { access: 'member' },
      schema: { tags, summary: 'Leave the queue, or let an offer go', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await leaveQueue(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
};

/** Its routes. */
export const api: readonly ApiModule[] = [digitalApi];
