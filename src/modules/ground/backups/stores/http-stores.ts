import { z } from 'zod';
import { expectedVersion, idParam, isoInstant, listOf, sendVersioned, type ApiModule } from '#platform/requests/http';
import { changeStore, createStore, removeStore, storeInput } from './save-store.ts';
import { listStores, viewStore } from './view-stores.ts';

const store = z.object({
  id: z.number(),
  name: z.string(),
  kind: z.enum(['s3', 'rsync']),
  address: z.string(),
  bucket: z.string(),
  folder: z.string(),
  region: z.string(),
  accessKey: z.string(),
  hasSecret: z.boolean().describe('what opens it is written and never read'),
  active: z.boolean(),
  since: isoInstant.describe('since when copies go there'),
  version: z.number(),
});
const copy = z.object({
  backupId: z.number(),
  fileName: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  askedAt: isoInstant,
  endedAt: isoInstant.nullable(),
  errorCode: z.string().nullable(),
});

/** `/backup-stores`: places elsewhere to which finished backups are copied. */
export const storesApi: ApiModule = (api, services) => {
  const tags = ['backups'];
  const access = { may: 'settings.manage', network: true } as const;
  api.get(
    '/backup-stores',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Places elsewhere to which finished backups are copied, and the copy that was tried last',
        response: { 200: listOf(store.extend({ lastTried: copy.nullable() })) },
      },
    },
    async ({ ctx }) => ({
      data: (await listStores(ctx)).map(({ arrived: _, tried, ...one }) => ({
        ...one,
        lastTried: tried && { ...tried, backupId: tried.runId },
      })),
      next: null,
    }),
  );
  api.post(
    '/backup-stores',
    {
      config: { access },
      schema: {
        tags,
        summary:
          'Add a place; one that is active is tried first: a small file is written there, looked for and deleted',
        body: storeInput,
        response: { 201: z.object({ id: z.number() }) },
      },
    },
    async ({ ctx, body }, reply) => reply.code(201).send({ id: await createStore(ctx, services, body) }),
  );
  api.get(
    '/backup-stores/:id',
    { config: { access }, schema: { tags, summary: 'One of them', params: idParam, response: { 200: store } } },
    async ({ ctx, params }, reply) => sendVersioned(reply, await viewStore(ctx, params.id)),
  );
  api.put(
    '/backup-stores/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Change a place; an empty secret stays, where the address does',
        params: idParam,
        body: storeInput,
        response: { 200: store },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await changeStore(request.ctx, services, id, expectedVersion(request), request.body);
      return sendVersioned(reply, await viewStore(request.ctx, id));
    },
  );
  api.delete(
    '/backup-stores/:id',
    {
      config: { access, ifMatch: true },
      schema: {
        tags,
        summary: 'Forget a place; what lies there stays there',
        params: idParam,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeStore(request.ctx, request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
};
