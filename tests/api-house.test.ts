import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeCopy, makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { resetPin } from '#modules/people/members';
import { callerOf } from './support/api-caller.ts';
import { tokenOfRole } from './support/role-token.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
const call = callerOf(app);
let libraryId = 0;
let desk = '';
let cataloguer = '';
beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  await makeMember(t.ctx(), { number: 'A1', fullName: 'Siti Aminah', homeLibrary: 'KOTA' });
  desk = await tokenOfRole(t, 'circulation', libraryId);
  cataloguer = await tokenOfRole(t, 'cataloguer', libraryId);
});
const loanShape = z.looseObject({ status: z.string(), dueAt: z.string() });

test('a desk takes back by API what it did itself, and nobody else’s', async () => {
  const itemBarcode = await makeCopy(t.ctx(), { title: 'Bumi Manusia', barcode: 'B-1', libraryId });
  const lend = async () =>
    (await call('POST', '/loans', { payload: { memberNumber: 'A1', itemBarcode, library: 'KOTA' } }, desk)).id;
  const undo = async (id: number, verb: string, token = desk) => call('POST', `/loans/${id}/${verb}`, {}, token);
  const first = await lend();
  expect((await undo(first, 'undo-check-out', cataloguer)).status).toBe(403);
  expect(await undo(first, 'undo-check-out', app.token)).toMatchObject({
    status: 403,
    body: { code: 'circulation.undo_not_yours' },
  });
  expect((await undo(first, 'undo-check-out')).status).toBe(204);
  expect((await undo(first, 'undo-check-out')).body).toMatchObject({ code: 'circulation.undo_overtaken' });

  const id = await lend();
  const { dueAt } = loanShape.parse((await call('GET', `/loans/${id}`)).body);
  t.clock.set('2026-11-27T02:00:00.000Z');
  expect((await call('POST', `/loans/${id}/renew`, {}, desk)).status).toBe(201);
  expect((await undo(id, 'undo-renewal')).status).toBe(204);
  expect((await call('GET', `/loans/${id}`)).body).toMatchObject({ dueAt });
  expect((await call('POST', '/check-ins', { payload: { itemBarcode, library: 'KOTA' } }, desk)).status).toBe(200);
  expect((await undo(id, 'undo-check-in')).status).toBe(204);
  expect((await call('GET', `/loans/${id}`)).body).toMatchObject({ status: 'open' });
});

test('all loans of a member get more time at once, and a receipt goes out by who may', async () => {
  await makeMember(t.ctx(), { number: 'A2', fullName: 'Joko', homeLibrary: 'KOTA' });
  await makeLoan(t.ctx(), { memberNumber: 'A2', libraryId });
  t.clock.set('2026-11-28T02:00:00.000Z');
  const all = await call('POST', '/members/A2/renew-all-loans', {}, desk);
  expect([all.status, all.body]).toMatchObject([200, { renewed: [{ memberNumber: 'A2' }], refused: [] }]);
  expect((await call('POST', '/members/A2/renew-all-loans', {}, cataloguer)).status).toBe(403);
  // taken back as a whole, by the desk that did it, and once
  const { together } = z.object({ together: z.uuid() }).parse(all.body);
  const back = { payload: { together } };
  const undoAll = '/members/A2/undo-renew-all-loans';
  expect((await call('POST', undoAll, back, cataloguer)).status).toBe(403);
  expect((await call('POST', undoAll, { payload: { together: 'semua' } }, desk)).status).toBe(422);
  expect((await call('POST', undoAll, back, desk)).body).toMatchObject({ undone: [{ renewalCount: 0 }], refused: [] });
  expect((await call('POST', undoAll, back, desk)).body).toMatchObject({ code: 'circulation.undo_overtaken' });
  await call('POST', '/members/A2/renew-all-loans', {}, desk);
  const since = new Date(t.clock.now().getTime() - 1000).toISOString();
  const receipt = { payload: { since, library: 'KOTA' } };
  expect((await call('POST', '/members/A2/send-receipt', receipt, cataloguer)).status).toBe(403);
  expect((await call('POST', '/members/A2/send-receipt', receipt, desk)).status).toBe(204);
  expect((await call('POST', '/members/A1/send-receipt', receipt, desk)).body).toMatchObject({
    code: 'circulation.receipt_empty',
  });
});

test('settings of the network are read and changed by API, but how long data are kept is not among them', async () => {
  const settings = await call('GET', '/settings');
  expect(settings.body).toMatchObject({ networkName: 'Lumbung', digitalLoansPerMember: 3 });
  expect(settings.body).not.toHaveProperty('retentionDays');
  const change = async (payload: object, token?: string) => call('PATCH', '/settings', { payload }, token);
  expect((await change({ networkName: 'Perpustakaan Blitar' })).body).toMatchObject({
    networkName: 'Perpustakaan Blitar',
    digitalLoansPerMember: 3,
  });
  expect((await change({ pullOrder: ['kota'] })).body).toMatchObject({ pullOrder: ['KOTA'] });
  expect(await change({ pullOrder: ['TIDAK-ADA'] })).toMatchObject({
    status: 422,
    body: { fields: { 'pullOrder.0': expect.any(String) as unknown } },
  });
  expect((await change({ retentionDays: { loan_links: 1 } })).status).toBe(422);
  expect((await change({ memberNumberPattern: 'tanpa urutan' })).status).toBe(422);
  expect((await change({ networkName: 'Milik meja' }, desk)).status).toBe(403);
  expect((await call('GET', '/settings', {}, desk)).status).toBe(403);
  expect((await call('GET', '/settings')).body).toMatchObject({ networkName: 'Perpustakaan Blitar' });
});

test('kiosks are registered, given another code and revoked by whoever keeps the library', async () => {
  const payload = { library: 'KOTA', name: 'Kios pintu masuk' };
  expect((await call('POST', '/kiosks', { payload }, desk)).status).toBe(403);
  const added = await call('POST', '/kiosks', { payload });
  expect([added.status, added.body]).toMatchObject([201, { code: expect.any(String) as unknown }]);
  const again = await call('POST', `/kiosks/${added.id}/renew-code`);
  expect(again.status).toBe(200);
  expect(again.body).not.toEqual(added.body);
  expect((await call('GET', '/kiosks?library=KOTA')).body).toMatchObject({
    data: [{ id: added.id, name: 'Kios pintu masuk', enrolledAt: null }],
    next: null,
  });
  for (const library of ['kota', libraryId])
    expect((await call('GET', `/kiosks?library=${library}`)).body).toMatchObject({ data: [{ id: added.id }] });
  expect((await call('POST', '/kiosks', { payload: { ...payload, library: 'TIADA' } })).body).toMatchObject({
    code: 'libraries.not_found',
    fields: { library: expect.any(String) as unknown },
  });
  expect((await call('GET', '/kiosks?library=KOTA', {}, desk)).status).toBe(403);
  expect((await call('POST', `/kiosks/${added.id}/revoke`, {}, desk)).status).toBe(403);
  expect((await call('POST', `/kiosks/${added.id}/revoke`)).status).toBe(204);
  expect((await call('GET', '/kiosks?library=KOTA')).body).toEqual({ data: [], next: null });
});

test('places to reserve and lockers are set up by API', async () => {
  const room = {
    kind: 'room',
    name: 'Ruang Diskusi',
    capacity: 8,
    slotMinutes: 60,
    maxSlotsPerDay: 2,
    needsApproval: true,
    noShowMinutes: 15,
  };
  const made = await call('POST', '/seats', { payload: { ...room, library: 'KOTA' } });
  expect([made.status, made.body]).toMatchObject([201, { ...room, active: true, library: { code: 'KOTA' } }]);
  const change = async (payload: object, token?: string) => call('PUT', `/seats/${made.id}`, { payload }, token);
  expect((await change({ ...room, capacity: 6, active: false })).body).toMatchObject({ capacity: 6, active: false });
  expect((await change(room, desk)).status).toBe(403);
  expect((await call('POST', '/seats', { payload: { ...room, library: 'KOTA' } })).body).toMatchObject({
    code: 'seats.name_taken',
  });

  const row = { library: 'KOTA', prefix: 'B', first: 1, last: 3 };
  expect((await call('POST', '/lockers', { payload: row }, desk)).status).toBe(403);
  expect((await call('POST', '/lockers', { payload: row })).body).toEqual({ added: 3 });
  expect((await call('PATCH', '/lockers/KOTA/B1', { payload: { outOfOrder: true } }, desk)).status).toBe(204);
  expect((await call('PATCH', '/lockers/KOTA/B1', { payload: { outOfOrder: true } }, cataloguer)).status).toBe(403);
  expect((await call('DELETE', '/lockers/KOTA/B2', {}, desk)).status).toBe(403);
  expect((await call('DELETE', '/lockers/KOTA/B2')).status).toBe(204);
  expect((await call('GET', '/lockers?library=KOTA')).body).toMatchObject({
    data: [
      { number: 'B1', outOfOrder: true },
      { number: 'B3', outOfOrder: false },
    ],
  });
});

test('how a library counts its visits, and the code at its door, by API', async () => {
  const rule = { repeatMinutes: 30, recordsLeaving: true };
  expect((await call('PUT', '/visits/rule?library=KOTA', { payload: rule })).body).toEqual(rule);
  expect((await call('PUT', '/visits/rule?library=KOTA', { payload: rule }, desk)).status).toBe(403);
  const code = async () => (await call('GET', '/visits/door-code?library=KOTA', {}, desk)).body;
  const before = await code();
  expect((await call('POST', '/visits/renew-door-code', { payload: { library: 'KOTA' } }, desk)).status).toBe(403);
  expect((await call('POST', '/visits/renew-door-code', { payload: { library: 'KOTA' } })).status).toBe(204);
  expect(await code()).not.toEqual(before);
  const { pin } = await resetPin(t.ctx(), 'A1');
  const { token } = z
    .looseObject({ token: z.string() })
    .parse((await call('POST', '/member-sessions', { payload: { number: 'A1', secret: pin } }, '')).body);
  const asked = z.object({ code: z.string() }).parse(await code());
  const come = await call('POST', '/visits/record-own', { payload: asked }, token);
  expect([come.status, come.body]).toMatchObject([200, { outcome: 'recorded', today: 1 }]);
  expect((await call('POST', '/visits/record-own', { payload: { code: 'salah' } }, token)).status).toBe(404);
  expect((await call('GET', '/visits/door-code?library=KOTA', {}, cataloguer)).status).toBe(403);
});

test('work that keeps others waiting is seen and stopped by whoever looks after the installation', async () => {
  expect(await call('GET', '/heavy-work')).toMatchObject({ status: 200, body: { data: [], next: null } });
  const none = '7f6b2c1e-0c1d-4d55-9f0e-2d7a1b9c3e11';
  expect((await call('POST', `/heavy-work/${none}/end`)).body).toMatchObject({ code: 'heavy_work.not_found' });
  for (const path of ['/heavy-work', '/heavy-work/troubles'])
    expect((await call('GET', path, {}, desk)).status).toBe(403);
  const again = { payload: { source: 'heavy', name: 'paper', id: none } };
  expect((await call('POST', '/heavy-work/troubles/try-again', again)).body).toMatchObject({
    code: 'heavy_work.not_failed',
  });
  expect((await call('POST', '/heavy-work/troubles/try-again', again, desk)).status).toBe(403);
});

test('an account writes its own language and address by API, over the version that it read', async () => {
  const me = await call('GET', '/accounts/me', {}, desk);
  const write = async (match: string, payload: object) =>
    call('PATCH', '/accounts/me', { payload, headers: { 'if-match': match } }, desk);
  const etag = z.string().parse(me.headers.etag);
  expect((await call('PATCH', '/accounts/me', { payload: { email: null, locale: 'en' } }, desk)).status).toBe(428);
  expect((await write(etag, { email: 'meja@contoh.id', locale: 'en' })).body).toMatchObject({
    email: 'meja@contoh.id',
    locale: 'en',
  });
  expect((await write(etag, { email: null, locale: 'id' })).body).toMatchObject({ code: 'platform.version_conflict' });
  expect((await write(etag, { email: null, locale: 'id', fullName: 'Kepala' })).status).toBe(422);
});
