import { beforeAll, expect, test } from 'vitest';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { callerOf } from './support/api-caller.ts';
import { ledgerHouse } from './support/ledger-house.ts';
import { tokenOfRole } from './support/role-token.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
const call = callerOf(app);
const { given, programOn, came } = ledgerHouse(t);
let libraryId = 0;
let outreach = '';
let desk = '';
beforeAll(async () => {
  ({ id: libraryId } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota'));
  outreach = await tokenOfRole(t, 'outreach', libraryId);
  desk = await tokenOfRole(t, 'circulation', libraryId);
});

test('a partner is tied by API, and the ledger tells what came of it', async () => {
  const partner = { kind: 'company', name: 'Koperasi Batik Turi', library: 'kota' };
  const { id } = await call('POST', '/partners', { payload: partner }, outreach);
  const program = await programOn(libraryId, ['2026-03-04']);
  await came(program, 12);
  await given(id, libraryId);
  const tie = { programId: program.id, part: 'speaks' };
  const made = await call('POST', `/partners/${id}/ties`, { payload: tie }, outreach);
  expect(made.status).toBe(201);
  expect((await call('POST', `/partners/${id}/ties`, { payload: tie }, outreach)).status).toBe(409);
  expect((await call('PUT', `/partner-ties/${made.id}`, { payload: { shown: false } }, outreach)).status).toBe(204);
  expect((await call('GET', `/partners/${id}/ties`, {}, outreach)).body).toMatchObject({
    data: [{ id: made.id, part: 'speaks', shown: false, programId: program.id, title: 'Jualan Lebih Rapi' }],
    next: null,
  });
  const path = `/partners/${id}/ledger?from=2026-01-01&until=2026-12-31`;
  expect((await call('GET', path, {}, outreach)).body).toMatchObject({
    partner: 'Koperasi Batik Turi',
    given: { n: 1, value: 3_500_000 },
    programs: { sessions: 1, reached: { people: 12 } },
  });
  expect((await call('GET', `/partners/${id}/ledger?from=2026-02-01&until=2026-01-01`, {}, outreach)).status).toBe(422);
  for (const [method, at] of [
    ['GET', path],
    ['GET', `/partners/${id}/ties`],
    ['DELETE', `/partner-ties/${made.id}`],
  ] as const) {
    expect((await call(method, at, {}, desk)).status).toBe(403);
    expect((await call(method, at, {}, '')).status).toBe(401);
  }
  expect((await call('DELETE', `/partner-ties/${made.id}`, {}, outreach)).status).toBe(204);
  expect((await call('GET', path, {}, outreach)).body).toMatchObject({ programs: { sessions: 0 } });
});
