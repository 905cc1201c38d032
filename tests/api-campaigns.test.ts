import { beforeAll, expect, test } from 'vitest';
import { makeProgram } from '#modules/community/programs/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { callerOf } from './support/api-caller.ts';
import { tokenOfRole } from './support/role-token.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
const call = callerOf(app);
let outreach = '';
let head = '';
let desk = '';
let programId = 0;
beforeAll(async () => {
  const { id: libraryId } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  programId = (await makeProgram(t.ctx(), libraryId, { program: { title: 'Dongeng Sore' } })).id;
  outreach = await tokenOfRole(t, 'outreach', libraryId);
  head = await tokenOfRole(t, 'head', libraryId);
  desk = await tokenOfRole(t, 'circulation', libraryId);
});
const seen = (version: number) => ({ headers: { 'if-match': `"${version}"` } });
const words = {
  ...{ name: 'Dongeng Sekota', goal: 'Anak mendengar dongeng.', measure: 'openings', target: 100 },
  ...{ fromOn: '2026-11-01', untilOn: '2026-11-30', budget: 1_500_000 },
};
const plan = { ...words, library: 'kota' };

test('a campaign by API: planned, given back, approved by a second person, paid for, counted, put away', async () => {
  const made = await call('POST', '/campaigns', { payload: plan }, outreach);
  expect(made).toMatchObject({ status: 201, headers: { etag: '"1"' } });
  expect(made.body).toMatchObject({ code: 'dongeng-sekota', library: { code: 'KOTA' }, standing: 'draft', spent: 0 });
  const at = `/campaigns/${made.id}`;
  expect((await call('POST', `${at}/submit`, {}, outreach)).status).toBe(428);
  expect((await call('POST', `${at}/submit`, seen(1), outreach)).body).toMatchObject({ standing: 'submitted' });
  expect((await call('POST', `${at}/approve`, seen(2), outreach)).status).toBe(403);
  const back = await call('POST', `${at}/give-back`, { ...seen(2), payload: { why: 'Targetnya kecil.' } }, head);
  expect(back.body).toMatchObject({ state: 'draft', givenBack: 'Targetnya kecil.' });
  const larger = await call('PUT', at, { ...seen(3), payload: { ...words, target: 400 } }, outreach);
  expect(larger.body).toMatchObject({ target: 400, version: 4 });
  await call('POST', `${at}/submit`, seen(4), outreach);
  expect((await call('POST', `${at}/approve`, seen(5), head)).body).toMatchObject({ standing: 'running' });
  expect((await call('POST', `${at}/approve`, seen(5), head)).status).toBe(412);

  const cost = { onDay: '2026-11-20', what: 'Cetak', amount: 350_000, reach: 700 };
  const paid = await call('POST', `${at}/costs`, { ...seen(6), payload: cost }, outreach);
  expect(paid.body).toMatchObject({ spent: 350_000, costs: [cost] });
  const thing = { kind: 'program', thingId: programId };
  const promoted = await call('POST', `${at}/things`, { ...seen(7), payload: thing }, outreach);
  expect(promoted.body).toMatchObject({ things: [{ ...thing, title: 'Dongeng Sore', state: 'open' }] });
  expect((await call('GET', `${at}/figures`, {}, outreach)).body).toMatchObject({
    ...{ seen: 700, opened: 0, spent: 350_000, reached: 0, percent: 0, links: [], posters: [] },
    each: { seen: 500, opened: null },
  });
  const report = { worked: 'Pasar.', nextTime: 'Lebih awal.' };
  expect((await call('PUT', `${at}/report`, { ...seen(8), payload: report }, outreach)).status).toBe(409);
  const pdf = await call('GET', `${at}/report/pdf?language=en`, {}, head);
  expect(pdf.headers['content-type']).toBe('application/pdf');
  const listed = await call('GET', '/campaigns?view=running', {}, head);
  expect(listed.body).toMatchObject({ data: [{ id: made.id, standing: 'running' }], next: null });
  expect((await call('POST', `${at}/archive`, seen(8), outreach)).body).toMatchObject({ archived: true });
  expect((await call('POST', `${at}/restore`, seen(9), outreach)).body).toMatchObject({ archived: false });
});

test('who serves at a desk knows nothing of campaigns, and nobody without an account does', async () => {
  for (const [method, path] of [
    ['GET', '/campaigns'],
    ['POST', '/campaigns'],
    ['GET', '/campaigns/1'],
    ['GET', '/campaigns/1/figures'],
    ['DELETE', '/campaigns/1/costs/1'],
    ['DELETE', '/campaigns/1/things/1'],
  ] as const) {
    expect([path, (await call(method, path, {}, desk)).status]).toEqual([path, 403]);
    expect([path, (await call(method, path, {}, '')).status]).toEqual([path, 401]);
  }
});
