import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
beforeAll(async () => {
  await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
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
const accountBody = z.object({
  id: z.number(),
  version: z.number(),
  library: z.object({ code: z.string() }).nullable(),
  ready: z.string(),
  secretsSet: z.array(z.string()),
});
const TOKEN = 'rahasia-sekali';

test('an account by API: connected, changed, tried, put away; its secret comes back in no answer', async () => {
  const account = { name: 'Mastodon Kota', enabled: true, settings: { server: 'https://mastodon.example' } };
  const body = { kind: 'mastodon', library: 'KOTA', ...account, secrets: { token: TOKEN } };
  const made = await call('POST', '/channel-accounts', { body });
  expect(made.statusCode).toBe(201);
  const { id, version, ...first } = accountBody.parse(made.json());
  expect(first).toEqual({ library: { code: 'KOTA' }, ready: 'ready', secretsSet: ['token'] });

  const refused = await call('PUT', `/channel-accounts/${id}`, {
    ...{ version, body: { ...account, settings: { server: 'http://10.0.0.1' } } },
  });
  expect(refused.json()).toMatchObject({ code: 'platform.invalid_input' });
  expect(refused.body).toContain('settings.server');
  const changed = await call('PUT', `/channel-accounts/${id}`, { version, body: { ...account, enabled: false } });
  expect(changed.json()).toMatchObject({ ready: 'off', secretsSet: ['token'], version: version + 1 });
  const again = await call('PUT', `/channel-accounts/${id}`, { version, body: account });
  expect(again.json()).toMatchObject({ code: 'platform.version_conflict' });

  const listed = await call('GET', '/channel-accounts');
  expect(listed.json()).toMatchObject({ data: [{ id, name: 'Mastodon Kota' }], next: null });
  expect([made, changed, listed].some(({ body: said }) => said.includes(TOKEN))).toBe(false);

  const byHand = { kind: 'whatsapp_channel', name: 'Saluran', enabled: true };
  const channel = accountBody.parse((await call('POST', '/channel-accounts', { body: byHand })).json());
  expect(channel).toMatchObject({ library: null, ready: 'ready' });
  expect((await call('POST', `/channel-accounts/${channel.id}/try`)).json()).toMatchObject({
    code: 'channels.by_hand',
  });

  const away = await call('POST', `/channel-accounts/${id}/archive`, { version: version + 1 });
  expect(away.json()).toMatchObject({ archived: true, secretsSet: [] });
  expect((await call('GET', '/channel-accounts?archived=true')).json()).toMatchObject({ data: [{ id }] });
  const back = await call('POST', `/channel-accounts/${id}/restore`, { version: version + 2 });
  expect(back.json()).toMatchObject({ archived: false, ready: 'off' });
});
