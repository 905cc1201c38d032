import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeBib } from '#modules/collection/catalog/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { createMember, giveConsent } from '#modules/people/members';
import { makeProgram } from '#modules/community/programs/testing';
import { callerOf } from './support/api-caller.ts';
import { tokenOfRole } from './support/role-token.ts';
import { formBody } from './support/send-form.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
const call = callerOf(app);
let libraryId = 0;
let photo: Uint8Array;
const tokens = { circulation: '', cataloguer: '', programmes: '' };
beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#a53' } })
    .withExif({ IFD0: { Model: 'Ponsel Siti' } })
    .jpeg()
    .toBuffer();
  for (const role of ['circulation', 'cataloguer', 'programmes'] as const)
    tokens[role] = await tokenOfRole(t, role, role === 'cataloguer' ? null : libraryId);
});
const text = 'Ini catatan rapat, bukan foto.';
const sent = async (field: string, bytes: Uint8Array | string = photo, fields: Record<string, string> = {}) =>
  formBody(fields, [{ field, name: 'foto.jpg', bytes }]);
const withMatch = <T extends { headers: object }>(body: T, version: string) => ({
  ...body,
  headers: { ...body.headers, 'if-match': version },
});
const etag = async (path: string): Promise<string> => z.string().parse((await call('GET', path)).headers.etag);

test('the picture of a programme is put, shown and taken away by whoever runs it', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const path = `/programs/${id}/picture`;
  const put = async (body: Awaited<ReturnType<typeof formBody>>, token?: string) => call('PUT', path, body, token);
  const shown = await put(await sent('picture', photo, { alt: 'Aula penuh' }), tokens.programmes);
  expect([shown.status, shown.body]).toMatchObject([
    200,
    { id, picture: { alt: 'Aula penuh', url: expect.stringMatching(/^\/sampul\/[0-9a-f-]{36}\.webp$/) as unknown } },
  ]);
  expect((await put(await formBody({ alt: 'Aula lantai dua' }))).body).toMatchObject({
    picture: { alt: 'Aula lantai dua' },
  });
  expect(await put(await sent('picture', text, { alt: 'Aula' }))).toMatchObject({
    status: 415,
    body: {
      code: 'platform.not_acceptable_file',
      fields: expect.objectContaining({ picture: expect.any(String) as unknown }) as unknown,
    },
  });
  expect(await put(await sent('picture'))).toMatchObject({ status: 422, body: { code: 'platform.invalid_input' } });
  expect((await put(await sent('picture', photo, { alt: 'Aula' }), tokens.circulation)).status).toBe(403);
  expect((await call('DELETE', path, {}, tokens.circulation)).status).toBe(403);
  expect((await call('DELETE', path)).status).toBe(204);
  expect((await call('GET', `/programs/${id}`)).body).toMatchObject({ picture: null });
});

test('the cover of a title is put over the version that was read, and taken away again', async () => {
  const id = await makeBib(t.ctx(), { title: 'Laskar Pelangi' });
  const path = `/bibs/${id}/cover`;
  const read = await etag(`/bibs/${id}`);
  expect((await call('PUT', path, await sent('cover'))).status).toBe(428);
  const put = await call('PUT', path, withMatch(await sent('cover'), read), tokens.cataloguer);
  expect([put.status, put.body]).toMatchObject([
    200,
    { id, coverUrl: expect.stringMatching(/^\/sampul\/[0-9a-f-]{36}\.webp$/) as unknown },
  ]);
  expect((await call('PUT', path, withMatch(await sent('cover'), read))).body).toMatchObject({
    code: 'platform.version_conflict',
  });
  const now = await etag(`/bibs/${id}`);
  expect((await call('PUT', path, withMatch(await sent('cover', text), now))).status).toBe(415);
  expect((await call('PUT', path, withMatch(await sent('cover'), now), tokens.circulation)).status).toBe(403);
  expect((await call('DELETE', path, { headers: { 'if-match': now } }, tokens.circulation)).status).toBe(403);
  const gone = await call('DELETE', path, { headers: { 'if-match': now } });
  expect([gone.status, gone.body]).toMatchObject([200, { coverUrl: `/sampul/${id}.svg` }]);
});

test('files hang on a title: added by content, listed, fetched by whoever may, lent by terms, taken away', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Babad Blitar' });
  const pdf = '%PDF-1.7\nisi\n%%EOF';
  const path = `/bibs/${bibId}/attachments`;
  const add = async (fields: Record<string, string>, bytes = pdf, token?: string) =>
    call('POST', path, await formBody(fields, [{ field: 'file', name: 'babad tua.pdf', bytes }]), token);
  const open = await add({ title: 'Naskah', access: 'public' }, pdf, tokens.cataloguer);
  expect([open.status, open.body]).toMatchObject([
    201,
    { bibId, title: 'Naskah', mediaType: 'application/pdf', sizeBytes: pdf.length, license: null, access: 'public' },
  ]);
  expect(JSON.stringify(open.body)).not.toMatch(/fileKey|lampiran\//);
  const lent = await add({ title: 'Terjemahan', access: 'licensed', copies: '2', loanDays: '7' });
  expect(lent.body).toMatchObject({ access: 'licensed', license: { copies: 2, loanDays: 7 } });
  const staff = await add({ title: 'Untuk anggota', access: 'members' });
  expect((await call('GET', path, {}, '')).body).toMatchObject({
    data: [{ title: 'Naskah' }, { title: 'Terjemahan' }, { title: 'Untuk anggota' }],
    next: null,
  });
  const file = await call('GET', `/attachments/${open.id}/file`, {}, '');
  expect([file.status, file.headers['content-type'], file.bytes.toString()]).toEqual([200, 'application/pdf', pdf]);
  expect(file.headers['content-disposition']).toBe("attachment; filename*=UTF-8''babad%20tua.pdf");
  expect((await call('GET', `/attachments/${staff.id}/file`, {}, '')).status).toBe(401);
  const terms = await call('PUT', `/attachments/${lent.id}/license`, { payload: { copies: 3, loanDays: 14 } });
  expect(terms.body).toMatchObject({ license: { copies: 3, loanDays: 14 } });
  expect(
    (await call('PUT', `/attachments/${open.id}/license`, { payload: { copies: 3, loanDays: 14 } })).body,
  ).toMatchObject({ code: 'digital.not_licensed' });
  expect((await add({ title: 'Teks', access: 'public' }, 'bukan berkas')).status).toBe(415);
  expect((await add({ title: 'Teks', access: 'semua' })).status).toBe(422);
  expect((await add({ title: 'Teks', access: 'licensed' })).status).toBe(422);
  expect((await add({ title: 'Teks', access: 'public' }, pdf, tokens.circulation)).status).toBe(403);
  expect((await call('DELETE', `/attachments/${open.id}`, {}, tokens.circulation)).status).toBe(403);
  expect((await call('DELETE', `/attachments/${open.id}`)).status).toBe(204);
  expect((await call('GET', `/attachments/${open.id}/file`)).status).toBe(404);
});

test('the photo of a member is put and seen by the desk alone, and of a child once its guardian agreed', async () => {
  const child = await createMember(t.ctx(), {
    fullName: 'Bima Kecil',
    category: 'pelajar',
    homeLibrary: 'KOTA',
    birthDate: '2018-05-05',
    guardianName: 'Siti Aminah',
    guardianRelation: 'ibu',
    guardianPhone: '081234567890',
  });
  const path = `/members/${child.number}/photo`;
  expect(await call('PUT', path, await sent('photo'))).toMatchObject({
    status: 409,
    body: { code: 'members.photo_needs_guardian' },
  });
  await giveConsent(t.ctx(), child.number, { purpose: 'membership', channel: 'desk' });
  expect((await call('PUT', path, await sent('photo'), tokens.circulation)).status).toBe(204);
  const seen = await call('GET', path, {}, tokens.circulation);
  expect([seen.status, seen.headers['content-type']]).toEqual([200, 'image/webp']);
  expect(await sharp(seen.bytes).metadata()).toMatchObject({ width: 480, height: 640, format: 'webp' });
  expect((await call('PUT', path, await sent('photo', text))).status).toBe(415);
  for (const token of [tokens.cataloguer, '']) {
    const status = token === '' ? 401 : 403;
    expect((await call('GET', path, {}, token)).status).toBe(status);
    expect((await call('PUT', path, await sent('photo'), token)).status).toBe(status);
    expect((await call('DELETE', path, {}, token)).status).toBe(status);
  }
  expect((await call('DELETE', path)).status).toBe(204);
  expect((await call('GET', path)).status).toBe(404);
});

test('the logo of letters is put, fetched and taken away by whoever keeps the settings', async () => {
  const path = '/settings/letterhead-logo';
  expect((await call('GET', path)).status).toBe(204);
  expect((await call('PUT', path, await sent('logo'))).status).toBe(204);
  const logo = await call('GET', path);
  expect([logo.status, logo.headers['content-type']]).toEqual([200, 'image/svg+xml']);
  expect(logo.bytes.toString()).toMatch(/^<svg /);
  expect((await call('PUT', path, await sent('logo', text))).status).toBe(415);
  expect((await call('PUT', path, await sent('logo'), tokens.cataloguer)).status).toBe(403);
  expect((await call('DELETE', path)).status).toBe(204);
  expect((await call('GET', path)).status).toBe(204);
});

test('a form that is no form, or says twice what is said once, is refused and keeps nothing', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const path = `/programs/${id}/picture`;
  expect((await call('PUT', path, { payload: { alt: 'Aula' } })).status).toBe(415);
  expect((await call('PUT', path)).status).toBe(415);
  const cut = await sent('picture', photo, { alt: 'Aula' });
  expect(await call('PUT', path, { ...cut, payload: cut.payload.subarray(0, 400) })).toMatchObject({
    status: 422,
    body: { fields: { picture: 'Formulir ini tidak terbaca sampai habis. Kirim lagi.' } },
  });
  expect((await call('PUT', path, { ...cut, headers: { 'content-type': 'multipart/form-data' } })).status).toBe(422);
  const doubled = new FormData();
  doubled.append('alt', 'Aula');
  doubled.append('alt', 'Ruang baca');
  const body = new Response(doubled);
  const headers = { 'content-type': body.headers.get('content-type') ?? '' };
  expect(await call('PUT', path, { payload: Buffer.from(await body.arrayBuffer()), headers })).toMatchObject({
    status: 422,
    body: { fields: { alt: expect.any(String) as unknown } },
  });
  expect((await call('GET', `/programs/${id}`)).body).toMatchObject({ picture: null });
});
