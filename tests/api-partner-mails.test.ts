import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { callerOf } from './support/api-caller.ts';
import { tokenOfRole } from './support/role-token.ts';
import { formBody } from './support/send-form.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(
  t,
  { username: 'admin' },
  {
    IMAP_URL: 'imaps://perpus%40kota.example:rahasia@imap.kota.example',
    MAIL_FROM: 'Perpus <perpus@kota.example>',
  },
);
const call = callerOf(app);
let outreach = '';
let desk = '';
beforeAll(async () => {
  const { id } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  outreach = await tokenOfRole(t, 'outreach', id);
  desk = await tokenOfRole(t, 'circulation', id);
});
const at = (version: number) => ({ 'if-match': `"${version}"` });
const partnerOf = async (name: string): Promise<number> =>
  (await call('POST', '/partners', { payload: { kind: 'company', name, library: 'kota' } }, outreach)).id;
const eml = async (subject: string) =>
  formBody({}, [
    {
      field: 'file',
      name: 'a.eml',
      bytes: `From: Sri <sri@x.example>\r\nSubject: ${subject}\r\n\r\n<b>Isi</b> ${subject}\r\n`,
    },
  ]);

test('a mail by API, from its file to another partner and away', async () => {
  const [one, two] = [await partnerOf('Satu'), await partnerOf('Dua')];
  const path = `/partners/${one}/mails`;
  const made = await call('POST', path, await eml('Naskah'), outreach);
  expect([made.status, made.body]).toMatchObject([
    201,
    {
      partnerId: one,
      subject: 'Naskah',
      via: 'file',
      fromAddress: 'sri@x.example',
      body: '<b>Isi</b> Naskah',
      attachments: [],
    },
  ]);
  expect((await call('POST', path, await eml('Naskah'), outreach)).body).toMatchObject({ code: 'partners.mail_twice' });
  expect((await call('GET', path, {}, outreach)).body).toMatchObject({ data: [{ id: made.id, files: 0 }], next: null });
  const mail = `/partner-mails/${made.id}`;
  const move = async (partnerId: number, version: number) =>
    call('POST', `${mail}/move`, { payload: { partnerId }, headers: at(version) }, outreach);
  expect((await move(two, 9)).status).toBe(412);
  expect((await move(999_999, 1)).body).toMatchObject({ code: 'partners.not_found' });
  expect((await move(two, 1)).body).toMatchObject({ partnerId: two, partner: 'Dua', version: 2 });
  expect((await call('GET', path, {}, outreach)).body).toMatchObject({ data: [] });
  expect((await call('DELETE', mail, { headers: at(2) }, outreach)).status).toBe(204);
  expect((await call('GET', mail, {}, outreach)).status).toBe(404);
  expect((await call('GET', '/partner-mails', {}, outreach)).body).toMatchObject({ data: [], next: null });
});

test('pages of mails follow one another, each mail once', async () => {
  const id = await partnerOf('Banyak');
  for (const subject of ['A', 'B', 'C']) await call('POST', `/partners/${id}/mails`, await eml(subject), outreach);
  const page = z.looseObject({ data: z.array(z.looseObject({ subject: z.string() })), next: z.string().nullable() });
  const seen: string[] = [];
  let cursor = '';
  do {
    const { data, next } = page.parse(
      (await call('GET', `/partners/${id}/mails?limit=1${cursor && `&cursor=${cursor}`}`, {}, outreach)).body,
    );
    seen.push(...data.map(({ subject }) => subject));
    cursor = next ?? '';
  } while (cursor !== '');
  expect(seen).toEqual(['C', 'B', 'A']);
});

test('the secret address is one’s own, and another one after it was renewed', async () => {
  const asked = async (method: 'GET' | 'POST', path: string) =>
    z.looseObject({ address: z.string(), mark: z.string() }).parse((await call(method, path, {}, outreach)).body);
  const first = await asked('GET', '/own-partner-mail-address');
  expect(first.address).toMatch(/^perpus\+mitra-[a-z2-9]{12}@kota\.example$/);
  const next = await asked('POST', '/own-partner-mail-address/renew');
  expect(next.address).not.toBe(first.address);
  expect(await asked('GET', '/own-partner-mail-address')).toEqual(next);
});

test('what the library looks for is written by who keeps partners and read by everybody', async () => {
  const made = await call('POST', '/library-needs', { payload: { text: 'Buku anak' } }, outreach);
  expect(made.status).toBe(201);
  expect((await call('GET', '/open-library-needs', {}, '')).body).toMatchObject({ data: [{ text: 'Buku anak' }] });
  expect((await call('GET', '/library-needs', {}, outreach)).body).toMatchObject({
    data: [{ id: made.id, textEn: '' }],
  });
  expect((await call('DELETE', `/library-needs/${made.id}`, {}, desk)).status).toBe(403);
  expect((await call('DELETE', `/library-needs/${made.id}`, {}, outreach)).status).toBe(204);
  expect((await call('GET', '/open-library-needs', {}, '')).body).toMatchObject({ data: [] });
});

test('two people who are one, and a signed file that goes, by API', async () => {
  const id = await partnerOf('Kembar');
  const people = z.looseObject({ people: z.array(z.looseObject({ id: z.number(), version: z.number() })) });
  await call('POST', `/partners/${id}/persons`, { payload: { name: 'Ratna', role: 'Guru' } }, outreach);
  const both = await call('POST', `/partners/${id}/persons`, { payload: { name: 'ratna', role: 'Ketua' } }, outreach);
  const [keep = 0, drop = 0] = people
    .parse(both.body)
    .people.map((one) => one.id)
    .toSorted((a, b) => a - b);
  expect((await call('GET', `/partner-persons/${keep}/twins`, {}, outreach)).body).toMatchObject({
    data: [{ id: drop }],
  });
  const payload = { keepId: keep, dropId: drop, keepVersion: 1, dropVersion: 1 };
  expect((await call('POST', '/partner-person-merges', { payload }, desk)).status).toBe(403);
  expect((await call('POST', '/partner-person-merges', { payload }, outreach)).body).toMatchObject({
    ...{ id: keep, name: 'Ratna' },
    roles: [{ role: 'Ketua' }, { role: 'Guru' }],
  });
  const agreement = { partnerId: id, kind: 'mou', title: 'x', fromOn: '2026-01-01', untilOn: '2027-01-01' };
  const { id: agreementId } = await call('POST', '/agreements', { payload: agreement }, outreach);
  const form = await formBody({ signedOn: '2026-01-02' }, [{ field: 'file', name: 'a.pdf', bytes: '%PDF-1.7\n%%EOF' }]);
  const signing = { payload: form.payload, headers: { ...at(1), ...form.headers } };
  await call('POST', `/agreements/${agreementId}/record-signature`, signing, outreach);
  expect((await call('DELETE', `/agreements/${agreementId}/file`, { headers: at(2) }, outreach)).status).toBe(204);
  expect((await call('GET', `/agreements/${agreementId}/file`, {}, outreach)).status).toBe(404);
});

test('a desk reads, files and moves no mail; nobody without an account does', async () => {
  const id = await partnerOf('Tertutup');
  for (const path of [
    `/partners/${id}/mails`,
    '/partner-mails',
    '/partner-mails/1',
    '/partner-mail-files/1',
    '/own-partner-mail-address',
    '/library-needs',
  ]) {
    expect([path, (await call('GET', path, {}, desk)).status]).toEqual([path, 403]);
    expect([path, (await call('GET', path, {}, '')).status]).toEqual([path, 401]);
  }
  expect((await call('POST', `/partners/${id}/mails`, await eml('x'), desk)).status).toBe(403);
});
