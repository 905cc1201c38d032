import { z } from 'zod';
import { idText } from '#platform/requests/bounds';
import { expectedVersion, idParam, sendVersioned, type Api } from '#platform/requests/http';
import { access, blockBody, tags } from './http-shapes.ts';
import {
  addLetterBlock,
  moveLetterBlock,
  putLetterBlockBack,
  removeLetterBlock,
  saveLetterBlock,
} from './writing/write-letter.ts';

const blockParams = idParam.extend({ block: idText });

/** The parts of a letter. */
export function blockRoutes(api: Api): void {
  api.post(
    '/newsletters/:id/blocks',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Put a part behind another (null: first)',
        params: idParam,
        body: blockBody.extend({ after: z.number().int().positive().nullable() }),
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send({ id: await addLetterBlock(ctx, params.id, body) }),
  );
  api.put(
    '/newsletters/:id/blocks/:block',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Write what a part says, over the version of it that was read',
        params: blockParams,
        body: blockBody,
        response: { 200: z.object({ id: z.number(), version: z.number() }) },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const seen = { id: params.block, version: expectedVersion(request) };
      const now = await saveLetterBlock(ctx, params.id, { ...body, ...seen });
      return sendVersioned(reply, { id: params.block, version: now });
    },
  );
  api.delete(
    '/newsletters/:id/blocks/:block',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Take a part out; it can be put back',
        params: blockParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request;
      await removeLetterBlock(ctx, params.id, { id: params.block, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/newsletters/:id/blocks/:block/restore',
    {
      config: { access },
      schema: { tags, summary: 'Put a part back that was taken out', params: blockParams, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await putLetterBlockBack(ctx, params.id, params.block);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/newsletters/:id/blocks/:block/move',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Move a part one up or down',
        params: blockParams,
        body: z.object({ by: z.enum(['up', 'down']) }),
        response: { 200: z.object({ moved: z.boolean() }) },
      },
    },
    async ({ ctx, params, body }) => ({
      moved: await moveLetterBlock(ctx, params.id, { id: params.block, by: body.by }),
    }),
  );
}
