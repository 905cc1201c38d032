import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { callerOf } from './support/api-caller.ts';
import { tokenOfRole } from './support/role-token.ts';
import { formBody } from './support/send-form.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
const call = callerOf(app);
let outreach = '';
let desk = '';
beforeAll(async () => {
  const { id } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  outreach = await tokenOfRole(t, 'outreach', id);
  desk = await tokenOfRole(t, 'circulation', id);
});
const at = (version: number) => ({ 'if-match': `"${version}"` });
const partner = { kind: 'company', name: 'Koperasi Batik Turi', library: 'kota' };
const sheet = z.looseObject({
  version: z.number(),
  people: z.array(z.looseObject({ id: z.number(), roles: z.array(z.looseObject({ id: z.number() })) })),
});

test('a partner by API, from the first note to the merging', async () => {
  const made = await call('POST', '/partners', { payload: partner }, outreach);
  expect([made.status, made.body]).toMatchObject([
    201,
    { library: { code: 'KOTA' }, schoolLibrary: null, state: 'active' },
  ]);
  const path = `/partners/${made.id}`;
  expect((await call('POST', '/partners', { payload: { ...partner, library: 'TIDAK-ADA' } }, outreach)).status).toBe(
    404,
  );
  expect((await call('PUT', path, { payload: partner }, outreach)).status).toBe(428);
  expect(
    (await call('PUT', path, { payload: { ...partner, about: 'Perajin' }, headers: at(1) }, outreach)).body,
  ).toMatchObject({
    about: 'Perajin',
    version: 2,
  });
  const person = { name: 'Sri Lestari', role: 'Ketua', fromOn: '2024-03-01' };
  const withPerson = sheet.parse((await call('POST', `${path}/persons`, { payload: person }, outreach)).body);
  const [{ id: personId, roles } = { id: 0, roles: [] }] = withPerson.people;
  const refused = { name: 'Sri Lestari', phone: '0812-3456-7890' };
  expect(
    (await call('PUT', `/partner-persons/${personId}`, { payload: refused, headers: at(1) }, outreach)).body,
  ).toMatchObject({
    fields: { consentOn: 'Isian ini perlu diisi.', consentHow: 'Isian ini perlu diisi.' },
  });
  const ended = await call(
    'POST',
    `/partner-roles/${roles[0]?.id ?? 0}/end`,
    { payload: { untilOn: '2026-11-01' } },
    outreach,
  );
  expect(ended.status).toBe(204);
  const note = { kind: 'meeting', onDay: '2026-11-20', text: 'Rapat', nextStep: 'Surat', nextOn: '2026-12-01' };
  expect((await call('POST', `${path}/notes`, { payload: note }, outreach)).status).toBe(201);
  expect(
    (await call('POST', `${path}/wishes`, { payload: { side: 'need', kind: 'venue', text: 'Ruang' } }, outreach))
      .status,
  ).toBe(201);
  const list = await call('GET', '/partners?q=batik&kind=company&library=KOTA', {}, outreach);
  expect(list.body).toMatchObject({ data: [{ id: made.id, lastContactOn: '2026-11-20' }], next: null });

  const again = await call('POST', '/partners', { payload: { ...partner, name: 'PT Koperasi Batik Turi' } }, outreach);
  expect((await call('GET', '/partner-pairs', {}, outreach)).body).toMatchObject({
    data: [{ lowId: made.id, highId: again.id, sameName: true }],
  });
  const merge = { keepId: again.id, keepVersion: 1, dropId: made.id, dropVersion: 2 };
  expect(
    (await call('POST', '/partner-merges', { payload: { ...merge, take: ['name'] } }, outreach)).body,
  ).toMatchObject({
    name: 'Koperasi Batik Turi',
    notes: [{ text: 'Rapat' }],
  });
  expect((await call('GET', path, {}, outreach)).body).toMatchObject({ id: again.id });
  expect((await call('POST', `/partner-persons/${personId}/forget`, {}, outreach)).status).toBe(204);
  expect((await call('GET', path, {}, outreach)).body).toMatchObject({ people: [{ name: '', erased: true }] });
});

test('an agreement by API, from the paper to the renewal', async () => {
  const { id: partnerId } = await call('POST', '/partners', { payload: { ...partner, name: 'SMPN 3' } }, outreach);
  const agreement = { partnerId, kind: 'pks', title: 'Kelas', fromOn: '2026-01-01', untilOn: '2026-12-31' };
  const made = await call('POST', '/agreements', { payload: agreement }, outreach);
  expect([made.status, made.body]).toMatchObject([
    201,
    { state: 'draft', partner: 'SMPN 3', library: { code: 'KOTA' } },
  ]);
  const path = `/agreements/${made.id}`;
  const duty = { side: 'ours', text: 'Ruang', dueOn: '2026-11-01' };
  expect((await call('POST', `${path}/duties`, { payload: duty }, outreach)).status).toBe(201);
  const paper = await call('GET', `${path}/pdf?language=en`, {}, outreach);
  expect([paper.headers['content-type'], paper.bytes.subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-']);
  expect((await call('POST', `${path}/send`, { headers: at(1) }, outreach)).body).toMatchObject({ state: 'sent' });
  const form = await formBody({ signedOn: '2026-01-02' }, [{ field: 'file', name: 'a.pdf', bytes: '%PDF-1.7\n%%EOF' }]);
  const signed = await call(
    'POST',
    `${path}/record-signature`,
    { payload: form.payload, headers: { ...at(2), ...form.headers } },
    outreach,
  );
  expect([signed.status, signed.body]).toMatchObject([
    200,
    { state: 'signed', standing: 'expiring', late: 1, hasFile: true },
  ]);
  const file = await call('GET', `${path}/file`, {}, outreach);
  expect([file.headers['content-disposition'], file.bytes.toString()]).toEqual([
    `attachment; filename="perjanjian-${made.id}.pdf"`,
    '%PDF-1.7\n%%EOF',
  ]);
  for (const view of ['active', 'late'])
    expect((await call('GET', `/agreements?view=${view}`, {}, outreach)).body).toMatchObject({
      data: [{ id: made.id }],
    });
  const renewal = { payload: { fromOn: '2027-01-01', untilOn: '2027-12-31' }, headers: at(3) };
  const next = await call('POST', `${path}/renewals`, renewal, outreach);
  expect([next.status, next.body]).toMatchObject([201, { follows: { id: made.id }, state: 'draft' }]);
  expect((await call('DELETE', `/agreements/${next.id}`, { headers: at(1) }, outreach)).status).toBe(204);
});

test('a desk reads and writes nothing of partners; everybody reads who agreed to be named', async () => {
  const { id } = await call(
    'POST',
    '/partners',
    { payload: { ...partner, name: 'Radio', namedOn: '2026-11-01' } },
    outreach,
  );
  for (const path of ['/partners', `/partners/${id}`, '/partner-pairs', '/agreements'])
    expect([path, (await call('GET', path, {}, desk)).status]).toEqual([path, 403]);
  expect((await call('POST', '/partners', { payload: partner }, desk)).status).toBe(403);
  expect((await call('GET', '/named-partners', {}, '')).body).toMatchObject({ data: [{ name: 'Radio' }] });
  expect((await call('GET', '/partners', {}, '')).status).toBe(401);
});

test('who would join is taken once by form', async () => {
  const form = z
    .object({ token: z.string() })
    .loose()
    .parse((await call('POST', '/partner-offer-forms', {}, '')).body);
  const payload = {
    token: form.token,
    kind: 'ngo',
    name: 'Yayasan',
    contactName: 'Ani',
    email: 'ani@example.org',
    offer: 'Waktu',
    agrees: true,
  };
  expect((await call('POST', '/partner-offers', { payload: { ...payload, agrees: false } }, '')).status).toBe(422);
  expect((await call('POST', '/partner-offers', { payload }, '')).status).toBe(204);
  expect((await call('POST', '/partner-offers', { payload }, '')).status).toBe(204);
  expect((await call('GET', '/partners?state=prospect', {}, outreach)).body).toMatchObject({
    data: [{ name: 'Yayasan', namedOn: null }],
  });
});
