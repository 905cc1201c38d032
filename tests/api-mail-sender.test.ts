import { beforeAll, expect, test } from 'vitest';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { callerOf } from './support/api-caller.ts';
import { tokenOfRole } from './support/role-token.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
const call = callerOf(app);
let cataloguer = '';
beforeAll(async () => {
  const { id } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  cataloguer = await tokenOfRole(t, 'cataloguer', id);
});

test('by API the sender of letters is read; for an address of this machine nothing is asked and no key made', async () => {
  expect(await call('GET', '/mail-sender')).toMatchObject({
    status: 200,
    body: { address: 'perpustakaan@localhost', domain: null, records: [], keys: [], mayMakeKey: false },
  });
  const refused = { status: 409, body: { code: 'mail_health.no_domain' } };
  expect(await call('POST', '/mail-sender/checks')).toMatchObject(refused);
  expect(await call('POST', '/mail-sender/keys')).toMatchObject(refused);
});

test('who sends no letters is told nothing of it', async () => {
  for (const [method, path] of [
    ['GET', '/mail-sender'],
    ['POST', '/mail-sender/checks'],
    ['POST', '/mail-sender/keys'],
  ] as const) {
    expect((await call(method, path, {}, cataloguer)).status).toBe(403);
  }
});
