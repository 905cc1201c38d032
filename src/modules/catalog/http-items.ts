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
} from '#platform/http';
import { ITEM_STATUSES } from './client.ts';
import { createItem } from './create-item.ts';
import { itemBody, reasonBody, shownItem } from './http-shapes.ts';
import { getItem, listItems, listItemTypes } from './list-items.ts';
import { moveItem } from './move-item.ts';
import { createItemInput, updateItemInput } from './schema.ts';
import { updateItem } from './update-item.ts';
import { undoWithdrawal, withdrawItem } from './withdraw-item.ts';

/** `/items` and `/item-types`. */
export function itemRoutes(api: Api): void {
  const tags = ['items'];
  api.get(
    '/item-types',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Collection types',
        response: { 200: listOf(z.object({ code: z.string(), nameId: z.string(), nameEn: z.string() })) },
      },
    },
    async (request) => ({ data: await listItemTypes(request.ctx.db), next: null }),
  );
  api.get(
    '/items',
    {
      config: { access: { may: 'catalog.read' } },
      schema: {
        tags,
        summary: 'Copies in the order of entry',
        querystring: z.object({
          ...pageQuery,
          library: z.coerce.number().int().positive().optional(),
          status: z.enum(ITEM_STATUSES).optional(),
          itemType: z.string().max(40).optional(),
          barcode: z.string().max(100).optional(),
        }),
        response: { 200: listOf(itemBody) },
      },
    },
    async (request) => {
      const { cursor, limit, library, status, itemType, barcode } = request.query;
      const after = decodeCursor(cursor, z.tuple([z.number().int()]));
      const rows = await listItems(request.ctx, {
        limit,
        ...(after ? { afterId: after[0] } : {}),
        ...(library === undefined ? {} : { libraryId: library }),
        ...(status === undefined ? {} : { status }),
        ...(itemType === undefined ? {} : { itemType }),
        ...(barcode === undefined ? {} : { barcode }),
      });
      const data = rows.slice(0, limit);
      const last = data.at(-1);
      return { data: data.map(shownItem), next: rows.length > limit && last ? encodeCursor([last.id]) : null };
    },
  );
  api.post(
    '/items',
    {
      config: { access: { may: 'items.edit' } },
      schema: { tags, summary: 'Add one copy', body: createItemInput, response: { 201: itemBody } },
    },
    async (request, reply) => {
      const item = await createItem(request.ctx, request.body);
      void reply.code(201);
      return sendVersioned(reply, shownItem(item));
    },
  );
  api.get(
    '/items/:id',
    {
      config: { access: { may: 'catalog.read' } },
      schema: { tags, summary: 'One copy', params: idParam, response: { 200: itemBody } },
    },
    async (request, reply) => sendVersioned(reply, shownItem(await getItem(request.ctx, request.params.id))),
  );
  api.patch(
    '/items/:id',
    {
      config: { access: { may: 'items.edit' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Change a copy; fields left out stay. Wants If-Match',
        params: idParam,
        body: updateItemInput.omit({ id: true, version: true }),
        response: { 200: itemBody },
      },
    },
    async (request, reply) => {
      const input = { ...request.body, id: request.params.id, version: expectedVersion(request) };
      return sendVersioned(reply, shownItem(await updateItem(request.ctx, input)));
    },
  );
  api.post(
    '/items/:id/moves',
    {
      config: { access: { may: 'items.edit' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Put a copy under another record; wants If-Match',
        params: idParam,
        body: z.object({ bibId: z.number().int().positive() }),
        response: { 200: itemBody },
      },
    },
    async (request, reply) => {
      const input = { id: request.params.id, version: expectedVersion(request), bibId: request.body.bibId };
      return sendVersioned(reply, shownItem(await moveItem(request.ctx, input)));
    },
  );
  api.post(
    '/items/:id/withdrawal',
    {
      config: { access: { may: 'items.withdraw' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Take a copy out of the collection; wants If-Match',
        params: idParam,
        body: reasonBody,
        response: { 200: itemBody },
      },
    },
    async (request, reply) => {
      const input = { id: request.params.id, version: expectedVersion(request), reason: request.body.reason };
      return sendVersioned(reply, shownItem(await withdrawItem(request.ctx, input)));
    },
  );
  api.delete(
    '/items/:id/withdrawal',
    {
      config: { access: { may: 'items.withdraw' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Take the withdrawal back; wants If-Match',
        params: idParam,
        response: { 200: itemBody },
      },
    },
    async (request, reply) => {
      const input = { id: request.params.id, version: expectedVersion(request) };
      return sendVersioned(reply, shownItem(await undoWithdrawal(request.ctx, input)));
    },
  );
}
