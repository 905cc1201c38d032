import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { beginPage, publishPage, listTopicRows } from '#modules/city/site';
import { aLibrary } from '#modules/people/members/testing';
import { callerOf } from './support/api-caller.ts';
import { tokenOfRole } from './support/role-token.ts';
import { formBody } from './support/send-form.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
const call = callerOf(app);
const PDF = '%PDF-1.4\n%%EOF\n';
const MP4 = Buffer.from('\0\0\0\x18ftypisom\0\0\0\x01isommp42', 'latin1');
const bring = async (
  bytes: Uint8Array | string,
  fields: Record<string, string> = {},
  name = '../../Formulir\u202e.html',
) => formBody({ title: 'Formulir anggota', ...fields }, [{ field: 'file', name, bytes }]);
const stored = (): number =>
  readdirSync(t.storage.path(`berkas/00/${'0'.repeat(36)}`).replace(/\/berkas\/.*$/, ''), { recursive: true }).filter(
    (name) => /berkas\/..\/./.test(String(name)),
  ).length;
const listed = z.object({ data: z.array(z.looseObject({ id: z.number(), href: z.string(), version: z.number() })) });

test('a document is brought, captioned where it is a recording, called anew and put away, by whoever writes', async () => {
  const { id, status } = await call('POST', '/site-files', await bring(PDF));
  expect(status).toBe(201);
  const video = await call('POST', '/site-files', await bring(MP4, { title: 'Tur' }));
  const { data } = listed.parse((await call('GET', '/site-files')).body);
  expect(data).toMatchObject([
    { id: video.id, kind: 'video', mediaType: 'video/mp4', captions: { id: null, en: null }, version: 0 },
    { id, kind: 'file', fileName: 'Formulir.pdf', mediaType: 'application/pdf', title: 'Formulir anggota' },
  ]);
  const matching = (version: number, payload?: object) => ({
    headers: { 'if-match': `"${version}"` },
    ...(payload && { payload }),
  });
  const captions = { language: 'id', text: 'WEBVTT\n\n00:01.000 --> 00:02.000\nHalo' };
  expect((await call('PUT', `/site-files/${video.id}/captions`, matching(0, captions))).status).toBe(204);
  expect((await call('PUT', `/site-files/${id}/captions`, matching(0, captions))).body).toMatchObject({
    code: 'content.no_recording',
  });
  expect(
    (await call('PUT', `/site-files/${video.id}/captions`, matching(1, { ...captions, text: 'x' }))).body,
  ).toMatchObject({
    code: 'content.captions_unreadable',
    params: { line: 1 },
    detail: expect.stringContaining('baris 1') as string,
  });
  expect((await call('PUT', `/site-files/${id}`, matching(0, { title: 'Formulir baru' }))).status).toBe(204);
  expect((await call('DELETE', `/site-files/${id}`, matching(0))).status).toBe(412);
  expect((await call('DELETE', `/site-files/${id}`, matching(1))).status).toBe(204);
  expect(listed.parse((await call('GET', '/site-files')).body).data).toMatchObject([{ id: video.id, version: 1 }]);
});

test('what cannot be kept leaves nothing behind, and says why', async () => {
  const before = stored();
  const circulation = await tokenOfRole(t, 'circulation', (await aLibrary(t.ctx())).id);
  expect((await call('POST', '/site-files', await bring(PDF), circulation)).status).toBe(403);
  expect((await call('POST', '/site-files', await bring(PDF), '')).status).toBe(401);
  const refused = async (body: Awaited<ReturnType<typeof bring>>) => (await call('POST', '/site-files', body)).body;
  expect(await refused(await bring('<!doctype html><script>alert(1)</script>'))).toMatchObject({
    ...{ code: 'platform.not_acceptable_file', fields: { file: expect.stringContaining('PDF') as string } },
  });
  expect(await refused(await bring(''))).toMatchObject({ code: 'platform.invalid_input' });
  expect(await refused(await bring(PDF, { lain: 'x' }))).toMatchObject({ code: 'platform.invalid_input' });
  expect(await refused(await bring(PDF, { title: '' }))).toMatchObject({ code: 'platform.invalid_input' });
  expect(await refused(await bring(PDF, { library: 'TIDAK-ADA' }))).toMatchObject({ code: 'libraries.not_found' });
  const two = [1, 2].map(() => ({ field: 'file', name: 'a.pdf', bytes: PDF }));
  expect(await refused(await formBody({ title: 'Dua' }, two))).toMatchObject({ code: 'platform.too_large' });
  // the sender left in the middle of the file
  const { payload, headers } = await bring(Buffer.concat([Buffer.from(PDF), Buffer.alloc(200_000)]));
  expect(await refused({ payload: payload.subarray(0, 100_000), headers })).toMatchObject({
    code: 'platform.invalid_input',
  });
  const large = await formBody({ title: 'Besar' }, [
    { field: 'file', name: 'a.pdf', bytes: Buffer.concat([Buffer.from(PDF), Buffer.alloc(33 * 1024 * 1024)]) },
  ]);
  expect(await refused(large)).toMatchObject({ code: 'platform.too_large', params: { megabytes: 32 } });
  expect(stored()).toBe(before);
});

test('a disk that is full is said to be, and not that the form cannot be read', async () => {
  const full = vi.spyOn(t.storage, 'put').mockImplementationOnce(async (_, source) => {
    if (source instanceof Readable) source.destroy();
    return Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
  });
  expect((await call('POST', '/site-files', await bring(PDF))).body).toMatchObject({ code: 'platform.disk_full' });
  full.mockRestore();
});

test('a file is removed for good, also one that is offered no longer', async () => {
  const { id } = await call('POST', '/site-files', await bring(PDF));
  const of = (version: number) => ({ headers: { 'if-match': `"${version}"` } });
  expect((await call('DELETE', `/site-files/${id}`, of(0))).status).toBe(204);
  const hidden = async () =>
    listed.parse((await call('GET', '/site-files?hidden=true')).body).data.map((one) => one.id);
  expect(await hidden()).toContain(id);
  const before = stored();
  expect((await call('POST', `/site-files/${id}/removals`, of(0))).status).toBe(412);
  expect((await call('POST', `/site-files/${id}/removals`, of(1))).status).toBe(204);
  expect(await hidden()).not.toContain(id);
  expect(stored()).toBe(before - 1);
  expect((await call('POST', `/site-files/${id}/removals`, of(2))).body).toMatchObject({
    code: 'content.file_not_found',
  });
});

test('a form of the page is answered with its page, once for one key, and with the reason where it was refused', async () => {
  const page = async (body: Awaited<ReturnType<typeof bring>>, locale = 'id') => {
    const { status, headers } = await call('POST', `/site-files?locale=${locale}`, {
      ...body,
      headers: { ...body.headers, accept: 'text/html' },
    });
    return [status, headers.location];
  };
  const [, first] = await page(await bring(PDF, { _kunci: 'satu', _tempat: '1', library: '' }));
  expect(first).toMatch(/^\/staf\/kabar\/berkas\?baru=\d+$/);
  expect(await page(await bring(PDF, { _kunci: 'satu', _tempat: '1', library: '' }))).toEqual([303, first]);
  expect(await page(await bring('bukan apa-apa'), 'en')).toEqual([
    ...[
      303,
      '/en/staf/kabar/berkas?galat=platform.not_acceptable_file&alasan=writing_file_kind&batas=&judul=Formulir+anggota&tempat=',
    ],
  ]);
  // what was typed comes back, also where the file was too large to be read to its end
  const large = Buffer.concat([Buffer.from(PDF), Buffer.alloc(33 * 1024 * 1024)]);
  const [, again] = await page(await bring(large, { title: 'Laporan', library: '' }));
  expect(again).toBe(
    '/staf/kabar/berkas?galat=platform.too_large&alasan=file_too_large&batas=32&judul=Laporan&tempat=',
  );
});

test('a form that is refused before it is read is answered with its page, too', async () => {
  const sent = await bring(PDF);
  const headers = { ...sent.headers, accept: 'text/html' };
  const refused = await call('POST', '/site-files?locale=en', { ...sent, headers }, '');
  expect([refused.status, refused.headers.location]).toEqual([
    ...[303, expect.stringMatching(/^\/en\/staf\/kabar\/berkas\?galat=platform\.[a-z_]+&/) as string],
  ]);
});

test('whoever reads a page by API is told where its files and captions are', async () => {
  const { id: fileId } = await call('POST', '/site-files', await bring(PDF));
  const topicId = (await listTopicRows(t.ctx()))[0]?.id ?? 0;
  const id = await beginPage(t.ctx(), { kind: 'news', topicId, title: 'Formulir' }, [
    { body: { kind: 'file', fileId, label: 'Formulir' }, english: { kind: 'file', fileId, label: 'Form' } },
    { body: { kind: 'formula', tex: 'E = mc^2', alt: 'E sama dengan m c kuadrat' }, english: null },
  ]);
  await publishPage(t.ctx(), id, { version: 0 });
  expect((await call('GET', `/contents/${id}`, {}, '')).body).toMatchObject({
    blocks: [{ block: { kind: 'file', fileId } }, { block: { kind: 'formula', tex: 'E = mc^2' } }],
    files: [
      { id: fileId, sizeBytes: PDF.length, href: expect.stringMatching(/^\/berkas\/[0-9a-f-]{36}\.pdf$/) as string },
    ],
  });
});
