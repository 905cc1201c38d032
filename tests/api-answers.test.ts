import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { readConfig } from '#platform/config';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const api = useApi(t, { username: 'admin' }, { CORS_ORIGINS: 'https://peta.example' });
const get = async (url: string, headers: Record<string, string> = {}) => api.inject({ url: `/api/v1${url}`, headers });

test('who has an answer already is not sent it again, until it changes', async () => {
  const first = await get('/libraries');
  const tag = String(first.headers.etag);
  const again = await get('/libraries', { 'if-none-match': `"x", ${tag}` });
  expect([again.statusCode, again.body]).toEqual([304, '']);
  const { id } = await createLibrary(t.ctx(), { code: 'BARU', name: 'Perpustakaan Baru', type: 'kelurahan' });
  expect((await get('/libraries', { 'if-none-match': tag })).statusCode).toBe(200);
  const one = await get(`/libraries/${id}`);
  expect(one.headers.etag).toBe('"1"');
  // a version says nothing of what else stands in the answer
  expect((await get(`/libraries/${id}`, { 'if-none-match': '"1"' })).statusCode).toBe(200);
});

test('long answers are made small for who accepts it', async () => {
  for (let i = 0; i < 5; i++)
    await createLibrary(t.ctx(), { code: `KEL-${i}`, name: `Perpustakaan Kelurahan ${i}`, type: 'kelurahan' });
  const plain = await get('/libraries');
  const br = await get('/libraries', { 'accept-encoding': 'gzip, br' });
  const gz = await get('/libraries', { 'accept-encoding': 'gzip' });
  expect([br.headers['content-encoding'], gz.headers['content-encoding']]).toEqual(['br', 'gzip']);
  expect(brotliDecompressSync(br.rawPayload).toString()).toBe(plain.body);
  expect(gunzipSync(gz.rawPayload).toString()).toBe(plain.body);
  expect(br.rawPayload.length).toBeLessThan(plain.body.length / 2);
});

test('pages of an origin that was named may ask with a token, others not, and none with cookies', async () => {
  const ask = async (origin: string) =>
    api.inject({
      method: 'OPTIONS',
      url: '/api/v1/libraries',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });
  const named = await ask('https://peta.example');
  expect(named.statusCode).toBe(204);
  expect(named.headers['access-control-allow-origin']).toBe('https://peta.example');
  expect(named.headers['access-control-allow-credentials']).toBeUndefined();
  expect((await ask('https://lain.example')).headers['access-control-allow-origin']).toBeUndefined();
  const answer = await get('/libraries', { origin: 'https://peta.example' });
  expect(answer.headers['access-control-allow-origin']).toBe('https://peta.example');
  expect(() => readConfig({ CORS_ORIGINS: '*' })).toThrow('CORS_ORIGINS');
});

test('whoever stands in between is told on what an answer depends, on the origin too', async () => {
  const vary = async (headers: Record<string, string>) =>
    String((await get('/libraries', headers)).headers.vary)
      .toLowerCase()
      .split(', ');
  const tag = String((await get('/libraries')).headers.etag);
  const asked: Record<string, string>[] = [{}, { 'if-none-match': tag }];
  for (const headers of asked)
    expect(await vary({ origin: 'https://peta.example', ...headers })).toEqual(
      expect.arrayContaining(['origin', 'accept-encoding', 'authorization']),
    );
});

test('a HEAD says of an answer what a GET says', async () => {
  const { headers, body } = await get('/libraries');
  const head = await api.inject({ method: 'HEAD', url: '/api/v1/libraries', headers: { 'accept-encoding': 'br' } });
  expect([head.statusCode, head.body]).toEqual([200, '']);
  expect(head.headers).toMatchObject({ etag: headers.etag, vary: headers.vary, 'content-length': String(body.length) });
  const known = await api.inject({
    method: 'HEAD',
    url: '/api/v1/libraries',
    headers: { 'if-none-match': String(headers.etag) },
  });
  expect(known.statusCode).toBe(200);
});

test('a token of staff is no member: 403, for signing in would not help; nobody is asked to sign in', async () => {
  const answer = await get('/history', { authorization: `Bearer ${api.token}` });
  expect(answer.statusCode).toBe(403);
  expect((await get('/history')).statusCode).toBe(401);
});

test('every request has a name of its own', async () => {
  const id = async () => (await get('/history')).json<{ requestId: string }>().requestId;
  const names = await Promise.all(Array.from({ length: 5 }, id));
  expect(new Set(names).size).toBe(5);
  expect(names[0]).toMatch(/^[\da-f-]{36}$/);
});
