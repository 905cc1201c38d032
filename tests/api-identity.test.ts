import { permissions } from '#contributed/permissions';
import type { InjectOptions } from 'fastify';
import { beforeAll, expect, test } from 'vitest';
import { createApiToken } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { systemCtx } from '#platform/context';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);

const tokenOf = async (username: string, scopes: string[]): Promise<string> => {
  const system = systemCtx(t.db, t.clock, 'uji', 'cli');
  return (await createApiToken(system, { permissions }, { username, name: 'uji', scopes, expiresAt: null })).token;
};

beforeAll(async () => {
  await makeAccount(t, { username: 'meja', grants: [{ role: 'circulation', libraryId: null }] });
});

async function call(
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  url: string,
  options: { token?: string; payload?: object; headers?: Record<string, string> } = {},
) {
  const headers = { authorization: `Bearer ${options.token ?? app.token}`, ...options.headers };
  const request: InjectOptions = { method, url: `/api/v1${url}`, headers };
  if (options.payload) request.payload = options.payload;
  const response = await app.inject(request);
  const body: unknown = response.body ? JSON.parse(response.body) : null;
  return { status: response.statusCode, headers: response.headers, body };
}

test('without a token the API asks for a sign-in; with a weak one it says what is missing', async () => {
  const nobody = await app.inject({ url: '/api/v1/accounts' });
  expect(nobody.statusCode).toBe(401);
  expect(nobody.json()).toMatchObject({ code: 'platform.sign_in_needed', detail: 'Silakan masuk dahulu.' });
  const english = await app.inject({ url: '/api/v1/accounts', headers: { 'accept-language': 'en-GB' } });
  expect(english.json()).toMatchObject({ detail: 'Please sign in first.' });
  const desk = await call('GET', '/accounts', { token: await tokenOf('meja', ['*']) });
  expect(desk).toMatchObject({ status: 403, body: { params: { permission: 'accounts.manage' } } });
  const narrow = await call('GET', '/accounts', { token: await tokenOf('admin', ['loans.*']) });
  expect(narrow.status).toBe(403);
});

test('an account is made, read and changed; a change without or with an old version is refused', async () => {
  const made = await call('POST', '/accounts', {
    payload: {
      username: 'baru',
      fullName: 'Orang Baru',
      password: 'kawung sawo lereng embun',
      grants: [{ role: 'read_only', library: null }],
    },
  });
  expect(made).toMatchObject({ status: 201, headers: { etag: '"1"' }, body: { grants: [{ roleCode: 'read_only' }] } });
  expect(JSON.stringify(made.body)).not.toContain('scrypt');
  const url = String(made.headers.location).replace('/api/v1', '');
  const blind = await call('PATCH', url, { payload: { fullName: 'Buta' } });
  expect(blind).toMatchObject({ status: 428, body: { code: 'platform.version_missing' } });
  const [first, second] = [
    await call('PATCH', url, { payload: { fullName: 'Pertama' }, headers: { 'if-match': '"1"' } }),
    await call('PATCH', url, { payload: { fullName: 'Kedua' }, headers: { 'if-match': '"1"' } }),
  ];
  expect(first).toMatchObject({ status: 200, headers: { etag: '"2"' } });
  expect(second).toMatchObject({ status: 412, body: { code: 'platform.version_conflict' } });
  expect((await call('GET', url)).body).toMatchObject({ fullName: 'Pertama', version: 2 });
});

test('accounts come in pages that neither repeat nor lose anybody', async () => {
  const names: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await call('GET', `/accounts?limit=1${cursor ? `&cursor=${cursor}` : ''}`);
    const page = body as { data: { username: string }[]; next: string | null };
    names.push(...page.data.map((row) => row.username));
    cursor = page.next;
  }
  expect(names.toSorted()).toEqual(['admin', 'baru', 'meja']);
});

test('a token is shown when it is made and never again, and ends when it is revoked', async () => {
  const made = await call('POST', '/tokens', { payload: { name: 'Mesin', scopes: ['members.read'] } });
  expect(made.status).toBe(201);
  const { id, token } = made.body as { id: number; token: string };
  const list = await call('GET', '/tokens');
  expect(JSON.stringify(list.body)).toContain('"Mesin"');
  expect(JSON.stringify(list.body)).not.toContain(token);
  expect((await call('GET', '/accounts/me', { token })).status).toBe(200);
  expect((await call('DELETE', `/tokens/${id}`)).status).toBe(204);
  expect((await call('GET', '/accounts/me', { token })).status).toBe(401);
});

test('with the cookie of a browser an act must come from our own pages', async () => {
  const { token } = await signedIn(t, 'meja');
  const act = async (headers: Record<string, string>) =>
    app.inject({
      method: 'DELETE',
      url: '/api/v1/sessions',
      headers: { host: 'pustaka.id', cookie: `lumbung_sesi=${token}`, ...headers },
    });
  const foreign: Record<string, string>[] = [
    {},
    { origin: 'https://jahat.example' },
    { 'sec-fetch-site': 'same-site', origin: 'http://pustaka.id' },
    // a browser adds the password of a proxy to whatever a foreign page makes it send
    { 'sec-fetch-site': 'same-site', authorization: `Basic ${Buffer.from('kota:rahasia').toString('base64')}` },
  ];
  for (const headers of foreign) {
    const response = await act(headers);
    expect(response.statusCode).toBe(403);
    expect(response.json()).toMatchObject({ code: 'identity.cross_site' });
  }
  expect((await act({ 'sec-fetch-site': 'same-origin' })).json()).toEqual({ ended: 1 });
});

test('the trace answers who did what, the newest first, page by page', async () => {
  const first = await call('GET', '/audit-events?entity=account&action=account.up&limit=5');
  expect(first.body).toMatchObject({
    data: [
      { actorName: 'Petugas admin', via: 'api', before: { fullName: 'Orang Baru' }, after: { fullName: 'Pertama' } },
    ],
    next: null,
  });
  const pages = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await call('GET', `/audit-events?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
    const page = body as { data: { id: number }[]; next: string | null };
    pages.push(...page.data.map((row) => row.id));
    cursor = page.next;
  }
  expect(pages).toEqual(pages.toSorted((a, b) => b - a));
  expect(new Set(pages).size).toBe(pages.length);
  expect(await call('GET', '/audit-events?cursor=rusak')).toMatchObject({
    status: 422,
    body: { fields: { cursor: expect.any(String) as unknown } },
  });
  expect((await call('GET', '/audit-events', { token: await tokenOf('meja', ['*']) })).status).toBe(403);
});
