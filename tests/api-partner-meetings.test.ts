import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { callerOf } from './support/api-caller.ts';
import { tokenOfRole } from './support/role-token.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
const call = callerOf(app);
let outreach = '';
let desk = '';
let partnerId = 0;
beforeAll(async () => {
  const { id } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  outreach = await tokenOfRole(t, 'outreach', id);
  desk = await tokenOfRole(t, 'circulation', id);
  const payload = { kind: 'community', name: 'Paguyuban Pasar Legi', library: 'kota' };
  partnerId = (await call('POST', '/partners', { payload }, outreach)).id;
});
const at = (version: number) => ({ 'if-match': `"${version}"` });
const commitmentsOf = z.looseObject({ commitments: z.array(z.looseObject({ id: z.number(), version: z.number() })) });

test('a partner is placed on the map by API, and the map says what to do with whom', async () => {
  const path = `/partners/${partnerId}/standings`;
  const payload = { interest: 2, influence: 8, reason: 'Kios penuh.', onDay: '2026-11-20' };
  expect((await call('POST', path, { payload }, outreach)).status).toBe(201);
  expect((await call('POST', path, { payload: { ...payload, interest: 11 } }, outreach)).status).toBe(422);
  expect((await call('POST', path, { payload }, desk)).status).toBe(403);
  expect((await call('GET', path, {}, outreach)).body).toMatchObject({ data: [{ interest: 2 }], next: null });
  expect((await call('GET', '/partner-standings?library=KOTA&kind=community', {}, outreach)).body).toMatchObject({
    data: [{ partnerId, step: 'win', lastContactOn: null }],
  });
  expect((await call('GET', '/partner-standings?kind=media', {}, outreach)).body).toMatchObject({ data: [] });
  for (const one of [path, '/partner-standings', '/partner-meetings', '/partner-commitments', '/partner-reminders'])
    expect((await call('GET', one, {}, desk)).status).toBe(403);
  expect((await call('GET', '/partner-standings', {}, '')).status).toBe(401);
});

test('a meeting by API, from its agenda to a promise that is done', async () => {
  const payload = { title: 'Kios baca', onDay: '2026-11-24', atMinute: 540, agenda: 'Ukuran kios' };
  const made = await call('POST', `/partners/${partnerId}/meetings`, { payload }, outreach);
  expect([made.status, made.body]).toMatchObject([201, { state: 'planned', library: { code: 'KOTA' } }]);
  const path = `/partner-meetings/${made.id}`;
  expect((await call('PUT', path, { payload }, outreach)).status).toBe(428);
  const moved = { ...payload, place: 'Pasar Legi' };
  expect((await call('PUT', path, { payload: moved, headers: at(1) }, outreach)).body).toMatchObject({ version: 2 });
  const cancel = { payload: { reason: 'Hujan' }, headers: at(2) };
  expect((await call('POST', `${path}/cancel`, cancel, outreach)).body).toMatchObject({ state: 'called_off' });
  expect((await call('POST', `${path}/reopen`, { headers: at(3) }, outreach)).body).toMatchObject({ state: 'planned' });
  const minutes = { payload: { minutes: 'Kios cocok.' }, headers: at(4) };
  expect((await call('PUT', `${path}/minutes`, minutes, outreach)).body).toMatchObject({ state: 'held' });
  const promise = { side: 'ours', text: 'Empat puluh buku', dueOn: '2026-11-20' };
  const whole = await call('POST', `${path}/commitments`, { payload: promise }, outreach);
  const [one] = commitmentsOf.parse(whole.body).commitments;
  const own = `/partner-commitments/${one?.id ?? 0}`;
  expect((await call('GET', '/partner-commitments?view=late', {}, outreach)).body).toMatchObject({
    data: [{ text: 'Empat puluh buku', partner: 'Paguyuban Pasar Legi' }],
  });
  const changed = { payload: { ...promise, text: 'Lima puluh buku' }, headers: at(1) };
  expect((await call('PUT', own, changed, outreach)).status).toBe(204);
  const done = { payload: { state: 'done', words: 'Diantar.' }, headers: at(2) };
  expect((await call('POST', `${own}/move`, done, outreach)).status).toBe(204);
  const outcome = { payload: { outcome: 'Dipinjam 30 kali.' }, headers: at(3) };
  expect((await call('PUT', `${own}/outcome`, outcome, outreach)).status).toBe(204);
  expect((await call('GET', path, {}, outreach)).body).toMatchObject({
    commitments: [{ state: 'done', outcome: 'Dipinjam 30 kali.', steps: [{ words: 'Diantar.' }, { state: 'agreed' }] }],
  });
  expect((await call('DELETE', own, { headers: at(4) }, outreach)).status).toBe(204);
  expect((await call('GET', `/partner-meetings?view=all&partnerId=${partnerId}`, {}, outreach)).body).toMatchObject({
    data: [{ title: 'Kios baca', open: 0 }],
  });
  expect((await call('GET', `${path}/calendar`, {}, outreach)).status).toBe(200);
  expect((await call('GET', '/partner-reminders', {}, outreach)).body).toEqual({ data: [], next: null });
  expect((await call('POST', '/partner-reminders/7/mark-told', {}, outreach)).body).toEqual({ noted: false });
});
