import { z } from 'zod';
import { libraryRef, nameLibraries, resolveLibrary, resolveLibraryId } from '#modules/ground/libraries';
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
import { ITEM_STATUSES } from '../client.ts';
import { createItem } from './create-item.ts';
import { itemBody, reasonBody, shownItem, withLibrary } from '../http-shapes.ts';
import { getItem, listItems, listItemTypes } from './list-items.ts';
import { moveItem } from './move-item.ts';
import { createItemInput, updateItemInput } from '../schema.ts';
import { updateItem } from './update-item.ts';
import { undoAdding } from './undo-adding.ts';
import { undoWithdrawal, withdrawItem } from './withdraw-item.ts';

const itemInput = createItemInput.omit({ libraryId: true }).extend({ library: libraryRef });
const itemChanges = updateItemInput
  .omit({ id: true, version: true, libraryId: true })
  .extend({ library: libraryRef.optional() });

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
          library: libraryRef.optional(),
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
      const libraryId = await resolveLibraryId(request.ctx, library);
      const rows = await listItems(request.ctx, {
        limit,
        ...(after ? { afterId: after[0] } : {}),
        ...(libraryId === null ? {} : { libraryId }),
        ...(status === undefined ? {} : { status }),
        ...(itemType === undefined ? {} : { itemType }),
        ...(barcode === undefined ? {} : { barcode }),
      });
      const data = rows.slice(0, limit);
      const last = data.at(-1);
      const named = await nameLibraries(request.ctx);
      return {
        data: data.map((row) => withLibrary(row, named)),
        next: rows.length > limit && last ? encodeCursor([last.id]) : null,
      };
    },
  );
  api.post(
    '/items',
    {
      config: { access: { may: 'items.edit' } },
      schema: { tags, summary: 'Add one copy', body: itemInput, response: { 201: itemBody } },
    },
    async (request, reply) => {
      const { library, ...fields } = request.body;
      const { id: libraryId } = await resolveLibrary(request.ctx, library);
      const item = await createItem(request.ctx, { ...fields, libraryId });
      void reply.code(201);
      return sendVersioned(reply, await shownItem(request.ctx, item));
    },
  );
  api.get(
    '/items/:id',
    {
      config: { access: { may: 'catalog.read' } },
      schema: { tags, summary: 'One copy', params: idParam, response: { 200: itemBody } },
    },
    async (request, reply) =>
      sendVersioned(reply, await shownItem(request.ctx, await getItem(request.ctx, request.params.id))),
  );
  api.patch(
    '/items/:id',
    {
      config: { access: { may: 'items.edit' }, ifMatch: true },
      schema: {
        tags,
        summary: 'Change a copy; fields left out stay. Wants If-Match',
        params: idParam,
        body: itemChanges,
        response: { 200: itemBody },
      },
    },
    async (request, reply) => {
      const version = expectedVersion(request);
      const { library, ...fields } = request.body;
      const libraryId = await resolveLibraryId(request.ctx, library);
      const input = { ...fields, ...(libraryId !== null && { libraryId }), id: request.params.id, version };
      return sendVersioned(reply, await shownItem(request.ctx, await updateItem(request.ctx, input)));
    },
  );
  api.post(
    '/items/:id/move',
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
      return sendVersioned(reply, await shownItem(request.ctx, await moveItem(request.ctx, input)));
    },
  );
  api.post(
    '/items/:id/withdraw',
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
      return sendVersioned(reply, await shownItem(request.ctx, await withdrawItem(request.ctx, input)));
    },
  );
  api.post(
    '/items/:id/undo-withdrawal',
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
      return sendVersioned(reply, await shownItem(request.ctx, await undoWithdrawal(request.ctx, input)));
    },
  );
  api.post(
    '/items/:id/undo-adding',
    {
      config: { access: { may: 'items.edit' } },
      schema: {
        tags,
        summary: 'Take back a copy that was added by mistake, while nothing else has touched it',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await undoAdding(request.ctx, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
