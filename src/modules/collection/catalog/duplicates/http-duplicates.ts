import { z } from 'zod';
import {
  decodeCursor,
  encodeCursor,
  expectedVersion,
  idParam,
  listOf,
  pageQuery,
  sendVersioned,
  type Api,
} from '#platform/requests/http';
import { readRequestKey } from '#platform/requests/request-key';
import { bibLineBody } from '../http-shapes.ts';
import { listDuplicateGroups } from './list-duplicates.ts';
import { mergeBibs } from './merge-bibs.ts';
import { sayDistinct, takeDistinctBack } from '../bibs/say-distinct.ts';

const groupBody = z.object({
  by: z.enum(['isbn', 'control_number', 'title']).describe('what they share'),
  key: z.string().describe('the ISBN, number, or folded title with author and year'),
  bibs: z.array(bibLineBody),
});
/** So many groups may be passed over: each page is judged anew from the first. */
const offset = z.tuple([z.number().int().max(10_000)]);

/** `/bibs/duplicates`, `/bibs/:id/merge`, `/bibs/:id/distinct-from/:other`: records that may be one, making them one, and saying that they are not. */
export function duplicateRoutes(api: Api): void {
  const tags = ['bibs'];
  api.get(
    '/bibs/duplicates',
    {
      config: { access: { may: 'catalog.edit' } },
      schema: {
        tags,
        summary: 'Records that are the same title, or may be, for a person to decide; strongest reason first',
        description: 'What is merged meanwhile is gone from the list: read on from the first page after merging.',
        querystring: z.object(pageQuery),
        response: { 200: listOf(groupBody) },
      },
    },
    async (request) => {
      const { cursor, limit } = request.query;
      const [from] = decodeCursor(cursor, offset) ?? [0];
      const groups = await listDuplicateGroups(request.ctx, limit + 1, from);
      return {
        data: groups.slice(0, limit),
        next: groups.length > limit ? encodeCursor([from + limit]) : null,
      };
    },
  );
  api.post(
    '/bibs/:id/merge',
    {
      config: { access: { may: 'catalog.delete' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Merge another record into this one; wants If-Match',
        description:
          'Copies with their loans, holds and attachments move to this record; its MARC stays as it is, and the address of the other one leads ' +
          'here. Needs `catalog.edit` and `catalog.delete`. `POST /bibs/{fromId}/restore` with `fromVersion` takes it back. Header ' +
          'Idempotency-Key: the same request twice is carried out once.',
        params: idParam,
        body: z.strictObject({
          fromId: z.number().int().positive().describe('the record that goes'),
          fromVersion: z.number().int().positive().describe('its version, as it was read'),
        }),
        response: {
          200: z.object({
            version: z.number().describe('of this record now'),
            fromVersion: z.number().describe('of the other one now'),
            movedItems: z.number(),
          }),
        },
      },
    },
    async (request, reply) => {
      const { fromId, fromVersion } = request.body;
      const { movedItems, version, dropVersion } = await mergeBibs(request.ctx, {
        keepId: request.params.id,
        keepVersion: expectedVersion(request),
        dropId: fromId,
        dropVersion: fromVersion,
        requestKey: readRequestKey(request.headers['idempotency-key']),
      });
      return sendVersioned(reply, { version, fromVersion: dropVersion, movedItems });
    },
  );
  const pair = idParam.extend({ other: idParam.shape.id });
  api.put(
    '/bibs/:id/distinct-from/:other',
    {
      config: { access: { may: 'catalog.edit' } },
      schema: {
        tags,
        summary: 'Say of two records that look alike that they are not one title; nobody is asked about them again',
        params: pair,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await sayDistinct(request.ctx, request.params.id, request.params.other);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/bibs/:id/distinct-from/:other',
    {
      config: { access: { may: 'catalog.edit' } },
      schema: { tags, summary: 'Ask about two records again', params: pair, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await takeDistinctBack(request.ctx, request.params.id, request.params.other);
      return reply.code(204).send(null);
    },
  );
}
