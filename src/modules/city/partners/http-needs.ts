import { z } from 'zod';
import { idParam, listOf, type Api } from '#platform/requests/http';
import { access } from './http-shapes.ts';
import { addNeed, listNeeds, needInput, removeNeed, showNeeds } from './joining/library-needs.ts';

const tags = ['partners'];

/** What the library looks for, for staff and for everybody. */
export function needRoutes(api: Api): void {
  api.get(
    '/open-library-needs',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'What the library looks for today',
        response: {
          200: listOf(z.object({ id: z.number(), text: z.string(), language: z.enum(['id', 'en']) })),
        },
      },
    },
    async ({ ctx }) => ({ data: await showNeeds(ctx), next: null }),
  );
  api.get(
    '/library-needs',
    {
      config: { access },
      schema: {
        tags,
        summary: 'All that the library looks for or looked for, the newest first',
        response: {
          200: listOf(
            z.object({
              id: z.number(),
              text: z.string(),
              textEn: z.string(),
              untilOn: z.string().nullable().describe('the last day; null = until it is taken away'),
              createdBy: z.string(),
            }),
          ),
        },
      },
    },
    async ({ ctx }) => ({ data: await listNeeds(ctx), next: null }),
  );
  api.post(
    '/library-needs',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Say what the library looks for',
        body: needInput,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, body }, reply) => reply.code(201).send({ id: await addNeed(ctx, body) }),
  );
  api.delete(
    '/library-needs/:id',
    {
      config: { access },
      schema: { tags, summary: 'Take it away', params: idParam, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await removeNeed(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}
