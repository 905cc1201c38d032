import { z } from 'zod';
import { idText } from '#platform/requests/bounds';
import { expectedVersion, idParam, sendVersioned, type Api } from '#platform/requests/http';
import type { Access } from '#platform/rights/access';
import type { BlockActs } from './block-acts.ts';
import { blockInput } from './schema.ts';

/** Where the blocks of a thing are reached, and by whom. */
export interface BlocksAt {
  /** With `:id`, for example `/lessons/:id`. */
  at: string;
  access: Access;
  tags: string[];
}

/** A block as it is sent, with the same in English. */
export const blockPair = z.object({ body: blockInput, english: blockInput.nullable().default(null) });
/** Behind which block; null = before all. */
export const behindBlock = z.number().int().positive().nullable();
const blockParams = idParam.extend({ block: idText });

/** The route that puts one block into a thing. */
export function addBlockRoute(api: Api, { at, access, tags }: BlocksAt, { add }: Pick<BlockActs, 'add'>): void {
  api.post(
    `${at}/blocks`,
    {
      config: { access },
      schema: {
        tags,
        summary: 'Put a part behind another (null: first)',
        params: idParam,
        body: blockPair.extend({ after: behindBlock }),
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send({ id: await add(ctx, params.id, body) }),
  );
}

/** The routes for blocks that stand in a thing: saving, taking out, putting back, moving. */
export function blockRoutes(
  api: Api,
  { at, access, tags }: BlocksAt,
  acts: Pick<BlockActs, 'save' | 'remove' | 'putBack' | 'move'>,
): void {
  const one = `${at}/blocks/:block`;
  api.put(
    one,
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Write what a part says, over the version of it that was read',
        params: blockParams,
        body: blockPair,
        response: { 200: z.object({ id: z.number(), version: z.number() }) },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const seen = { id: params.block, version: expectedVersion(request) };
      return sendVersioned(reply, { id: params.block, version: await acts.save(ctx, params.id, { ...body, ...seen }) });
    },
  );
  api.delete(
    one,
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
      await acts.remove(ctx, params.id, { id: params.block, version: expectedVersion(request) });
      return reply.code(204).send(null);
    },
  );
  api.post(
    `${one}/restore`,
    {
      config: { access },
      schema: { tags, summary: 'Put a part back that was taken out', params: blockParams, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await acts.putBack(ctx, params.id, params.block);
      return reply.code(204).send(null);
    },
  );
  api.post(
    `${one}/move`,
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
    async ({ ctx, params, body }) => ({ moved: await acts.move(ctx, params.id, { id: params.block, by: body.by }) }),
  );
}
