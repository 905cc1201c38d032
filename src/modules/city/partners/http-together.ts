import { z } from 'zod';
import { idParam, listOf, type Api } from '#platform/requests/http';
import { access } from './http-shapes.ts';
import { TIE_PARTS } from './rules/tie-parts.ts';
import { tieInput } from './together/schema.ts';
import { showTie, tiePartner, untiePartner } from './together/tie-partner.ts';
import { tiesOf } from './together/view-together.ts';

const tags = ['partners'];
const gone = { 204: z.null() };

/** What is done together with a partner. */
export function togetherRoutes(api: Api): void {
  api.get(
    '/partners/:id/ties',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What a partner is tied to: programmes, courses and collections, with the part it has there',
        params: idParam,
        response: {
          200: listOf(
            z.object({
              id: z.number(),
              part: z.enum(TIE_PARTS),
              since: z.string().nullable(),
              shown: z.boolean().describe('whether everybody reads it, as far as the partner agreed to be named'),
              programId: z.number().nullable(),
              courseId: z.number().nullable(),
              collectionId: z.number().nullable(),
              title: z.string().nullable().describe('of a programme or a course'),
              slug: z.string().nullable(),
            }),
          ),
        },
      },
    },
    async ({ ctx, params }) => ({ data: await tiesOf(ctx, params.id), next: null }),
  );
  api.post(
    '/partners/:id/ties',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Tie a partner to one programme, course or collection that everybody sees',
        params: idParam,
        body: tieInput,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send({ id: await tiePartner(ctx, params.id, body) }),
  );
  api.delete(
    '/partner-ties/:id',
    { config: { access }, schema: { tags, summary: 'Take a tie back', params: idParam, response: gone } },
    async ({ ctx, params }, reply) => {
      await untiePartner(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  api.put(
    '/partner-ties/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Say whether everybody reads a tie, as far as the partner agreed to be named',
        params: idParam,
        body: z.object({ shown: z.boolean() }),
        response: gone,
      },
    },
    async ({ ctx, params, body }, reply) => {
      await showTie(ctx, params.id, body.shown);
      return reply.code(204).send(null);
    },
  );
}
