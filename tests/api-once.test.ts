import { permissions } from '#contributed/permissions';
import { expect, test } from 'vitest';
import { createApiToken } from '#modules/ground/identity';
import { makeAccount } from '#modules/ground/identity/testing';
import { systemCtx } from '#platform/context';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const api = useApi(t);

const post = async (url: string, key: string, payload: object, token = api.token) =>
  api.inject({
    method: 'POST',
    url: `/api/v1${url}`,
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': key },
    payload,
  });
const library = (code: string) => ({ code, name: `Perpustakaan ${code}`, type: 'kelurahan' });
const count = async (code: string): Promise<number> =>
  (await t.db.selectFrom('library').select('id').where('code', '=', code).execute()).length;

test('what a program sends twice is made once, and answered as the first time', async () => {
  const first = await post('/libraries', 'kunci-0001', library('SATU'));
  const second = await post('/libraries', 'kunci-0001', library('SATU'));
  expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
  expect(second.body).toBe(first.body);
  expect(second.headers).toMatchObject({ etag: first.headers.etag, 'content-type': first.headers['content-type'] });
  expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([undefined, 'true']);
  expect(await count('SATU')).toBe(1);
});

test('twenty of one key at the same instant are one, and all have its answer', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => post('/libraries', 'kunci-0002', library('DUA'))),
  );
  expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
  expect(answers[0]?.statusCode).toBe(201);
  expect(await count('DUA')).toBe(1);
});

test('a key that was used for something else is refused, in words', async () => {
  await post('/libraries', 'kunci-0003', library('TIGA'));
  const other = await post('/libraries', 'kunci-0003', library('LAIN'));
  expect(other.statusCode).toBe(422);
  expect(other.json()).toMatchObject({
    code: 'platform.key_reused',
    fields: { 'idempotency-key': 'Sudah dipakai yang lain.' },
  });
  expect(await count('LAIN')).toBe(0);
});

test('the keys of two accounts do not meet', async () => {
  await makeAccount(t, { username: 'kedua', grants: [{ role: 'administrator', libraryId: null }] });
  const system = systemCtx(t.db, t.clock, 'uji', 'cli');
  const { token } = await createApiToken(
    system,
    { permissions },
    { username: 'kedua', name: 'x', scopes: ['*'], expiresAt: null },
  );
  await post('/libraries', 'kunci-0004', library('EMPAT'));
  expect((await post('/libraries', 'kunci-0004', library('EMPAT-B'), token)).statusCode).toBe(201);
});

test('what was refused is put right and sent again under its key', async () => {
  expect((await post('/libraries', 'kunci-0005', { ...library('SATU') })).statusCode).toBeGreaterThanOrEqual(400);
  expect((await post('/libraries', 'kunci-0005', library('LIMA'))).statusCode).toBe(201);
  expect(await count('LIMA')).toBe(1);
});

test('a key that is none is refused before anything is done', async () => {
  const refused = await post('/libraries', 'x', library('ENAM'));
  expect([refused.statusCode, await count('ENAM')]).toEqual([422, 0]);
});
