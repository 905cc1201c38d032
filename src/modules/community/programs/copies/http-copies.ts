import { z } from 'zod';
import { cutPage, idParam, isoInstant, listOf, pageQuery, type ApiModule } from '#platform/requests/http';
import type { CopyAside } from '../data/copies.queries.ts';
import { listCopiesAside, markFetched, releaseCopy, setCopiesAside } from './set-aside.ts';

const id = z.number().int().positive();
const copySchema = z.object({
  id: z.number(),
  itemBarcode: z.string(),
  bibId: z.number(),
  title: z.string(),
  callNumber: z.string().nullable(),
  sessionId: z.number().nullable().describe('null: for the whole programme'),
  fetchedAt: isoInstant.nullable().describe('when it was taken from the shelf to the room'),
  until: isoInstant.nullable().describe('the end of its session, or of the last one'),
});
const shown = ({ barcode, untilAt, ...copy }: CopyAside) => ({ ...copy, itemBarcode: barcode, until: untilAt });
const copyParams = z.object({ id: z.coerce.number().int().positive(), copy: z.coerce.number().int().positive() });

/** Copies that are set aside for a programme until its day. */
export const copyRoutes = (api: Parameters<ApiModule>[0]): void => {
  const tags = ['programs'];
  api.get(
    '/programs/:id/copies',
    {
      config: { access: { may: 'programs.manage' } },
      schema: {
        tags,
        summary: 'Copies that are set aside for a programme now, in the order of the shelves; for its staff',
        params: idParam,
        querystring: z.object(pageQuery),
        response: { 200: listOf(copySchema) },
      },
    },
    async ({ ctx, params, query }) =>
      cutPage((await listCopiesAside(ctx, params.id)).map(shown), query, (one) => one.id),
  );
  api.post(
    '/programs/:id/copies',
    {
      config: { access: { may: 'programs.manage' } },
      schema: {
        tags,
        summary: 'Set copies of a record of the reading list aside at the library of the programme: all or none',
        params: idParam,
        body: z.strictObject({
          bibId: id,
          sessionId: id.nullable().optional().describe('of the list of this session'),
          count: z.number().int().min(1).max(200).optional().describe('so many, or …'),
          itemBarcodes: z.array(z.string().min(1).max(100)).min(1).max(200).optional().describe('… these'),
        }),
        response: { 201: listOf(copySchema) },
      },
    },
    async ({ ctx, params, body: { itemBarcodes, ...body } }, reply) => {
      const copies = await setCopiesAside(ctx, params.id, { ...body, barcodes: itemBarcodes });
      return reply.code(201).send({ data: copies.map(shown), next: null });
    },
  );
  api.post(
    '/programs/:id/copies/:copy/mark-fetched',
    {
      config: { access: { may: 'programs.manage' } },
      schema: {
        tags,
        summary: 'Say that a copy was taken from the shelf to the room, or was not',
        params: copyParams,
        body: z.strictObject({ fetched: z.boolean() }),
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await markFetched(ctx, params.id, [params.copy], body.fetched);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/programs/:id/copies/:copy',
    {
      config: { access: { may: 'programs.manage' } },
      schema: { tags, summary: 'Free a copy before its day', params: copyParams, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await releaseCopy(ctx, params.id, params.copy);
      return reply.code(204).send(null);
    },
  );
};
