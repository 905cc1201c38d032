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
  const partner = { kind: 'company', name: 'Koperasi Batik Turi', library: 'KOTA' };
  partnerId = (await call('POST', '/partners', { payload: partner }, outreach)).id;
});
const at = (version: number) => ({ 'if-match': `"${version}"` });
const venue = { kind: 'venue', library: 'kota', what: 'Tempat pameran', fromOn: '2026-11-20', untilOn: '2026-11-21' };
const noted = { ...venue, quantity: 2, unit: 'days', valuedBy: 'market', value: 1_200_000, valueBasis: 'Tarif gedung' };

test('a contribution by API: promised, received, receipted, thanked for, voided and restored', async () => {
  const promised = { ...noted, partnerId, state: 'promised' };
  const made = await call('POST', '/contributions', { payload: promised }, outreach);
  expect([made.status, made.body]).toMatchObject([
    201,
    { ...{ library: { code: 'KOTA' }, partner: 'Koperasi Batik Turi', quantity: 2, state: 'promised', version: 1 } },
  ]);
  const path = `/contributions/${made.id}`;
  const act = async (name: string, version: number, payload = {}) =>
    call('POST', `${path}/${name}`, { payload, headers: at(version) }, outreach);
  expect((await call('PUT', path, { payload: noted }, outreach)).status).toBe(428);
  const changed = await call('PUT', path, { payload: { ...noted, value: 1_000_000 }, headers: at(1) }, outreach);
  expect(changed.body).toMatchObject({ value: 1_000_000, version: 2 });
  expect((await act('receive', 1)).status).toBe(412);
  expect((await act('receive', 2)).body).toMatchObject({ state: 'received', fromOn: '2026-11-20', version: 3 });
  expect(await act('receipts', 3)).toMatchObject({ status: 201, body: { receipt: { isRevoked: false }, version: 4 } });
  expect(await act('thanks-letters', 4)).toMatchObject({ status: 201, body: { thankedBy: 'letter', version: 5 } });
  for (const which of ['receipt-pdf', 'thanks-pdf']) {
    const paper = await call('GET', `${path}/${which}`, {}, outreach);
    expect([paper.status, paper.bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  }
  const late = await call('PUT', path, { payload: noted, headers: at(5) }, outreach);
  expect([late.status, late.body]).toMatchObject([409, { code: 'partners.contribution_receipted' }]);
  expect((await act('void', 5, { reason: '' })).status).toBe(422);
  expect((await act('void', 5, { reason: 'Salah mitra' })).body).toMatchObject({
    ...{ state: 'void', voidReason: 'Salah mitra', receipt: { isRevoked: true }, thankedBy: null },
  });
  expect((await act('restore', 6)).body).toMatchObject({ state: 'received', voidReason: '', version: 7 });
  expect((await call('GET', path, {}, outreach)).body).toMatchObject({ version: 7 });
});

test('lists are of a state, a partner, a library, a kind, a year, and of what waits for thanks', async () => {
  const money = {
    kind: 'money',
    library: 'KOTA',
    what: 'Uang',
    valuedBy: 'own',
    value: 5,
    partnerId,
    state: 'received',
  };
  const { id } = await call('POST', '/contributions', { payload: { ...money, fromOn: '2025-03-04' } }, outreach);
  const found = async (query: string) => (await call('GET', `/contributions?${query}`, {}, outreach)).body;
  const one = { data: [{ id, kind: 'money' }], next: null };
  for (const query of [`kind=money&partnerId=${partnerId}`, 'year=2025&library=kota', 'year=2025&thanks=missing'])
    expect(await found(query), query).toMatchObject(one);
  for (const query of ['state=promised&kind=money', 'year=2024', 'partnerId=999999', 'kind=food'])
    expect(await found(query), query).toEqual({ data: [], next: null });
  for (const query of ['year=9999', 'kind=gold', 'partnerId=0', 'state=gone', 'thanks=ya', 'library=TIDAK-ADA'])
    expect((await call('GET', `/contributions?${query}`, {}, outreach)).status, query).toBeGreaterThanOrEqual(400);
});

test('what does not go together is refused at its field, by API too', async () => {
  const wrong = { ...noted, partnerId, state: 'received', kind: 'money' };
  const refused = await call('POST', '/contributions', { payload: wrong }, outreach);
  expect(refused).toMatchObject({ status: 422, body: { code: 'platform.invalid_input' } });
  expect(
    Object.keys(z.looseObject({ fields: z.record(z.string(), z.string()) }).parse(refused.body).fields).toSorted(),
  ).toEqual(['unit', 'valuedBy']);
});

test('a desk reads and writes nothing of contributions, and nobody does without signing in', async () => {
  const { id } = await call(
    'POST',
    '/contributions',
    { payload: { ...noted, partnerId, state: 'received' } },
    outreach,
  );
  const asks = async (token: string) => [
    (await call('GET', '/contributions', {}, token)).status,
    (await call('GET', `/contributions/${id}`, {}, token)).status,
    (await call('POST', '/contributions', { payload: { ...noted, partnerId, state: 'received' } }, token)).status,
    (await call('POST', `/contributions/${id}/void`, { payload: { reason: 'x' }, headers: at(1) }, token)).status,
    (await call('POST', `/contributions/${id}/receipts`, { headers: at(1) }, token)).status,
    (await call('GET', `/contributions/${id}/receipt-pdf`, {}, token)).status,
  ];
  expect(new Set(await asks(desk))).toEqual(new Set([403]));
  expect(new Set(await asks(''))).toEqual(new Set([401]));
});
