import { readdirSync } from 'node:fs';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { addLesson, addLessonBlocks, createCourse } from '#modules/learning/courses';
import { addPicture } from '#modules/ground/content';
import { aLibrary } from '#modules/people/members/testing';
import { archiveRefusal } from '../src/web/features/courses/editor/archive-refusal.server.ts';
import { callerOf } from './support/api-caller.ts';
import { tokenOfRole } from './support/role-token.ts';
import { formBody } from './support/send-form.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
const call = callerOf(app);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20"/></svg>';
const ZIP = 'application/zip';

async function illustrated(): Promise<number> {
  const id = await createCourse(t.ctx(), { libraryId: null, title: 'Bergambar', audience: 'adults' });
  const lessonId = await addLesson(t.ctx(), id, { title: 'Satu', minutes: 20 });
  const picture = new Blob([SVG]);
  const pictureId = await addPicture(t.ctx(), t.storage, { libraryId: null, alt: 'Rak', picture });
  const body = { kind: 'picture' as const, pictureId, alt: '', caption: '' };
  await addLessonBlocks(t.ctx(), lessonId, { after: null, blocks: [{ body, english: null }] });
  return id;
}
const bring = async (bytes: Uint8Array, fields: Record<string, string> = {}) =>
  formBody(fields, [{ field: 'file', name: 'kursus.zip', bytes }]);
const courses = async (): Promise<number> => (await t.db.selectFrom('course').select('id').execute()).length;
const stored = (): number => {
  const root = t.storage.path(`berkas/00/${'0'.repeat(36)}`).replace(/\/berkas\/.*$/, '');
  return readdirSync(root, { recursive: true }).filter((name) => String(name).includes('-')).length;
};

test('a course is taken out as a file with its pictures and brought in again, by whoever answers for courses there', async () => {
  const out = await call('GET', `/course-archives/${await illustrated()}/file`);
  expect(out.headers).toMatchObject({
    'content-type': ZIP,
    'content-disposition': 'attachment; filename="bergambar.zip"',
  });
  expect(Object.keys(unzipSync(out.bytes))).toEqual(['kursus.json', 'berkas/gambar-1.svg']);
  const { status, id } = await call('POST', '/course-archive-files', await bring(out.bytes));
  expect(status).toBe(201);
  const again = await call('GET', `/course-archives/${id}/file`);
  expect(again.bytes.equals(out.bytes)).toBe(true);
  const { code } = await aLibrary(t.ctx(), 'UTARA');
  expect((await call('POST', '/course-archive-files', await bring(out.bytes, { library: code }))).status).toBe(201);
  const before = [await courses(), stored()];
  const desk = await tokenOfRole(t, 'circulation', (await aLibrary(t.ctx())).id);
  expect((await call('GET', `/course-archives/${id}/file`, {}, desk)).status).toBe(403);
  expect((await call('POST', '/course-archive-files', await bring(out.bytes), desk)).status).toBe(403);
  expect((await call('POST', '/course-archive-files', await bring(out.bytes), '')).status).toBe(401);
  expect(
    (await call('POST', '/course-archive-files', await bring(out.bytes, { library: 'TIDAK-ADA' }))).body,
  ).toMatchObject({
    code: 'libraries.not_found',
  });
  expect((await call('POST', '/course-archive-files', await bring(new Uint8Array()))).status).toBe(422);
  expect((await call('GET', '/course-archives/999999/file')).status).toBe(404);
  expect([await courses(), stored()]).toEqual(before);
});

test('a form of the page leads to the course, once for one key however often it is sent, and says on the page what was wrong', async () => {
  const { bytes } = await call('GET', `/course-archives/${await illustrated()}/file`);
  const page = async (body: Awaited<ReturnType<typeof bring>>, locale = 'id') => {
    const { status, headers } = await call('POST', `/course-archive-files?locale=${locale}`, {
      ...body,
      headers: { ...body.headers, accept: 'text/html' },
    });
    return [status, String(headers.location)] as const;
  };
  const before = await courses();
  const form = async () => bring(bytes, { _kunci: 'satu', _tempat: '1', library: '' });
  const [[, first], [, second]] = await Promise.all([page(await form()), page(await form())]);
  expect(first).toMatch(/^\/staf\/belajar\/\d+\?dari=arsip$/);
  expect(second).toBe(first);
  expect(await page(await form())).toEqual([303, first]);
  expect(await courses()).toBe(before + 1);
  const nasty = zipSync({
    ...unzipSync(bytes),
    'berkas/gambar-1.svg': strToU8(SVG.replace('<rect', '<script/><rect')),
  });
  const said = async (archive: Uint8Array, locale: 'id' | 'en' = 'id') => {
    const [status, to] = await page(await bring(archive), locale);
    expect([status, to.startsWith(locale === 'en' ? '/en/staf/belajar?' : '/staf/belajar?')]).toEqual([303, true]);
    return archiveRefusal(new URL(to, 'https://lumbung.example').searchParams, locale);
  };
  expect(await said(nasty)).toBe(
    '“berkas/gambar-1.svg” di dalam arsip itu tidak diterima: SVG ini memuat “script”, yang tidak diterima. Simpan sebagai SVG polos tanpa skrip, gaya, tautan, dan gambar tertanam, atau sebagai PNG. Tidak ada yang dibawa masuk.',
  );
  expect(await said(nasty, 'en')).toContain('is not accepted');
  expect(await said(strToU8('bukan apa-apa'))).toContain('(kursus.json)');
  expect(await said(zipSync({ 'a.txt': strToU8('a') }))).toContain('“kursus.json”');
  expect(await courses()).toBe(before + 1);
});

test('an address says nothing on the page but sentences of ours', () => {
  const refusal = (said: Record<string, string>) => archiveRefusal(new URLSearchParams(said), 'id');
  expect([refusal({}), refusal({ galat: 'Hubungi 0812' }), refusal({ galat: 'lain.hal' })]).toEqual([null, null, null]);
  const shouted = { galat: 'courses.archive_file_missing', nama: 'Hubungi: jahat.example <b>' };
  expect(refusal(shouted)).toBe(
    'Arsip itu menyebut “-”, tetapi berkasnya tidak ada di dalamnya. Tidak ada yang dibawa masuk.',
  );
  expect(refusal({ galat: 'platform.too_large', alasan: 'file_too_large', apa: '250' })).toContain('250 MB');
});
