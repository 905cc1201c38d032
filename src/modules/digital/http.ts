import { z } from 'zod';
import { idParam, isoInstant, type ApiModule } from '#platform/http';
import { borrowFile } from './borrow-file.ts';
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

/** Licensed files: one copy, one reader. */
export const digitalApi: ApiModule = (api) => {
  const tags = ['digital loans'];
  api.get(
    '/digital-loans',
    {
      config: { access: 'member' },
      schema: {
        tags,
        summary: 'What the member who is signed in has, and waits for',
        response: {
          200: z.object({
            loans: z.array(loanSchema),
            requests: z.array(requestSchema),
            blocked: z.boolean().describe('nothing can be taken for the moment; places in queues are kept'),
          }),
        },
      },
    },
    async ({ ctx }) => ownDigital(ctx),
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
