import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { anAccount } from '#modules/city/channels/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
let accountId = 0;
beforeAll(async () => {
  const { id } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  accountId = await anAccount(t, { kind: 'whatsapp_channel', name: 'Saluran kota', libraryId: id });
});

const call = async (
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  { body, version }: { body?: object; version?: number } = {},
) =>
  app.inject({
    method,
    url: `/api/v1${path}`,
    headers: {
      authorization: `Bearer ${app.token}`,
      ...(version !== undefined && { 'if-match': `"${version}"` }),
    },
    ...(body && { payload: body }),
  });
const postBody = z.object({
  id: z.number(),
  version: z.number(),
  state: z.string(),
  library: z.object({ code: z.string() }),
  deliveries: z.array(
    z.object({ id: z.number(), state: z.string(), fate: z.string(), linkCode: z.string().nullable() }),
  ),
});

test('a post by API: written, changed, approved, put into the outbox, shared by hand', async () => {
  const input = {
    title: 'Tutup Jumat',
    body: 'Kami tutup pukul 15.00.',
    subject: { kind: 'notice', address: '/berita' },
  };
  const refused = await call('POST', '/posts', { body: { library: 'kota', ...input, title: '' } });
  expect(refused.statusCode).toBe(422);
  const made = await call('POST', '/posts', { body: { library: 'kota', ...input } });
  expect(made.statusCode).toBe(201);
  const { id, version, library } = postBody.parse(made.json());
  expect(library.code).toBe('KOTA');
  expect((await call('POST', `/posts/${id}/submit`, { version })).json()).toMatchObject({ code: 'posts.not_ready' });
  const changed = await call('PUT', `/posts/${id}`, { body: { ...input, variants: [{ accountId }] }, version });
  expect(changed.statusCode).toBe(200);
  const now = postBody.parse(changed.json()).version;
  expect((await call('PUT', `/posts/${id}`, { body: input, version })).statusCode).toBe(412);
  const approved = postBody.parse((await call('POST', `/posts/${id}/approve`, { version: now })).json());
  expect(approved.state).toBe('approved');
  const scheduled = await call('POST', `/posts/${id}/set-time`, { body: {}, version: approved.version });
  const [delivery] = postBody.parse(scheduled.json()).deliveries;
  expect(delivery).toMatchObject({ state: 'waiting', fate: 'by_hand' });
  expect(delivery?.linkCode).toMatch(/^[a-z0-9]{6}$/);
  const decided = await call('POST', `/post-deliveries/${delivery?.id}/decide`, { body: { decision: 'is_there' } });
  expect(decided.statusCode).toBe(204);
  const list = await call('GET', '/post-deliveries?state=sent&library=KOTA');
  expect(list.json()).toMatchObject({ data: [{ postId: id, state: 'sent', title: 'Tutup Jumat' }], next: null });
  expect((await call('GET', '/posts?state=scheduled')).json()).toMatchObject({
    data: [{ id, fates: [{ fate: 'sent' }] }],
  });
});

test('how a library usually writes, by API', async () => {
  const first = await call('GET', '/libraries/KOTA/post-habit');
  expect(first.json()).toEqual({ hashtags: [], minute: 960, version: 0, weekday: null, hour: null });
  const kept = await call('PUT', '/libraries/KOTA/post-habit', {
    body: { hashtags: ['#Blitar'], minute: 480 },
    version: 0,
  });
  expect(kept.json()).toMatchObject({ hashtags: ['Blitar'], minute: 480, version: 1 });
});
