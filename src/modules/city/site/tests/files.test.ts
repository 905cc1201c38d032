import { readdirSync } from 'node:fs';
import { buffer, text as textOf } from 'node:stream/consumers';
import { zipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { filesOf, openWritingFile } from '#modules/ground/content';
import type { WritingFile } from '#modules/ground/content/client';
import { aLibrary } from '#modules/people/members/testing';
import type { BlockPair } from '#modules/ground/content';
import type { Ctx } from '#platform/context';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addPageBlock,
  beginPage,
  checkPage,
  getPage,
  hideSiteFile,
  listPageFiles,
  listSiteFiles,
  listTopicRows,
  publishPage,
  removeSiteFile,
  renameSiteFile,
  savePageBlock,
  setSiteCaptions,
  viewPage,
} from '../index.ts';
import { addSiteFile } from '../testing.ts';
import { docx, small } from '../../../../../tests/support/small-files.ts';

const t = useTestDb();
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
const writer = (libraryId: number | null = null): Ctx =>
  t.ctx({ name: 'Dewi', grants: [{ libraryId, permissions: ['news.edit', 'site.edit'] }] });
const MINUTE = 'WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nSelamat datang\n';

let topicId = 0;
beforeAll(async () => {
  topicId = (await listTopicRows(writer()))[0]?.id ?? 0;
});

/** Brings a file as a form does. */
async function bring(
  bytes: Uint8Array,
  { name = 'Formulir.pdf', title = 'Formulir anggota', libraryId = null as number | null, by = writer() } = {},
): Promise<number> {
  return addSiteFile(by, t.storage, { libraryId, title, file: { ...(await t.storage.put('berkas', bytes)), name } });
}
async function fileOf(id: number): Promise<WritingFile> {
  const file = (await filesOf(t.db, [id])).get(id);
  if (!file) throw new Error('there is no such file');
  return file;
}
const fetched = async (href: string, range: string | null = null) =>
  openWritingFile(guest(), t.storage, { name: href.slice(href.lastIndexOf('/') + 1), range });
const news = async (title: string, blocks: readonly BlockPair[], by = writer()): Promise<number> =>
  beginPage(by, { kind: 'news', topicId, title }, blocks);
const alone = (body: BlockPair['body']): BlockPair[] => [{ body, english: null }];
/** How many files lie in the storage that belong to nothing. */
const left = (): number => {
  const folder = t.storage.path('berkas/00/00000000-0000-4000-8000-000000000000').replace(/\/00\/[^/]+$/, '');
  return readdirSync(folder, { recursive: true }).filter((name) => String(name).includes('-')).length;
};

test('what is brought is what its bytes say, whatever it is called', async () => {
  for (const [kind, extension, bytes] of [
    ['file', 'pdf', small.pdf],
    ['file', 'docx', docx()],
    ['audio', 'mp3', small.mp3],
    ['audio', 'm4a', small.m4a],
    ['video', 'mp4', small.mp4],
    ['video', 'webm', small.webm],
  ] as const) {
    const file = await fileOf(await bring(bytes, { name: 'foto liburan.exe' }));
    expect([file.kind, file.extension, file.fileName]).toEqual([kind, extension, `foto liburan.${extension}`]);
    const opened = await fetched(file.href);
    expect([opened.mediaType, opened.fileName, opened.isPlayed]).toEqual([
      ...[file.mediaType, file.fileName, kind !== 'file'],
    ]);
    expect((opened.stream ? await buffer(opened.stream) : null)?.equals(bytes)).toBe(true);
  }
});

test('what is none of them is refused with a sentence, and nothing of it stays', async () => {
  const before = left();
  const nasty = {
    // Basic of an ODT, and of a DOCX that does not call itself one with macros
    basic: docx({ 'Basic/Standard/Module1.xml': new Uint8Array(9) }),
    scripts: docx({ 'Scripts/python/a.py': new Uint8Array(9) }),
    vba: docx({ 'word/vbaProject.bin': new Uint8Array(9) }),
    ...{ html: small.html, svg: small.svg, exe: small.exe, zip: zipSync({ 'a.txt': new Uint8Array(9) }) },
    ...{ nothing: new Uint8Array(0), one: new Uint8Array([0x25]), late: Buffer.concat([small.html, small.pdf]) },
    macros: docx({}, 'application/vnd.ms-word.document.macroEnabled'),
    // what says in a few bytes that it holds gigabytes is not unpacked
    bomb: docx({ '[Content_Types].xml': new Uint8Array(64 * 1024 * 1024) }),
  };
  for (const [name, bytes] of Object.entries(nasty)) {
    const refused = await refusal(bring(bytes, { name: 'Formulir.pdf' }));
    expect([name, refused.code, refused.fields]).toEqual([
      ...[name, 'platform.not_acceptable_file'],
      { file: ['basic', 'scripts', 'vba'].includes(name) ? 'writing_file_macros' : 'writing_file_kind' },
    ]);
  }
  expect((await refusal(bring(small.pdf, { title: ' ' }))).fields).toEqual({ title: 'required' });
  expect((await refusal(bring(small.pdf, { title: 'a'.repeat(500) }))).fields).toEqual({ title: 'too_long' });
  const large = Buffer.concat([small.pdf, Buffer.alloc(33 * 1024 * 1024)]);
  expect(await refusal(bring(large))).toMatchObject({ code: 'platform.too_large', params: { megabytes: 32 } });
  expect(left()).toBe(before);
});

test('a part of a recording is sent alone, and no other address than its own leads to a file', async () => {
  const { href } = await fileOf(await bring(small.mp3, { name: 'dongeng.mp3', title: 'Dongeng' }));
  const middle = await fetched(href, 'bytes=4-9');
  expect([middle.part, middle.sizeBytes]).toEqual([{ start: 4, end: 9 }, small.mp3.length]);
  expect(middle.stream && (await buffer(middle.stream)).length).toBe(6);
  expect((await fetched(href, 'bytes=900000-')).stream).toBeNull();
  for (const name of [href.replace('.mp3', '.pdf'), href.replace('.mp3', '.vtt'), '/berkas/../../x', '/berkas/\0.pdf'])
    expect((await refusal(fetched(name))).code).toBe('content.file_not_found');
});

test('captions are kept as times and words, in two languages, and taken away again', async () => {
  const id = await bring(small.mp4, { title: 'Tur perpustakaan' });
  const put = async (language: 'id' | 'en', text: string) =>
    setSiteCaptions(writer(), t.storage, id, { language, text, version: (await fileOf(id)).version });
  await put('id', MINUTE.replace('Selamat', '<script>alert(1)</script>Selamat'));
  await put('en', MINUTE.replace('Selamat datang', 'Welcome'));
  const { captions } = await fileOf(id);
  const said = async (href: string | null) => {
    const { stream, mediaType, isPlayed } = await fetched(href ?? '');
    expect([mediaType, isPlayed]).toEqual(['text/vtt; charset=utf-8', true]);
    return stream && textOf(stream);
  };
  expect(await said(captions.id)).toBe(MINUTE.replace('Selamat', 'alert(1)Selamat'));
  expect(await said(captions.en)).toContain('Welcome');
  await put('en', ' ');
  expect((await fileOf(id)).captions.en).toBeNull();
  expect(await refusal(put('id', 'bukan takarir'))).toMatchObject({
    ...{ code: 'content.captions_unreadable', params: { line: 1 } },
  });
  expect((await refusal(put('id', 'WEBVTT'))).code).toBe('content.captions_empty');
  expect((await refusal(put('id', 'a'.repeat(1_048_576)))).fields).toEqual({ text: 'too_long' });
  expect((await fileOf(id)).captions.id).toBe(captions.id);
  // browsers show none beside a sound
  for (const other of [await bring(small.pdf), await bring(small.mp3)]) {
    const captioned = setSiteCaptions(writer(), t.storage, other, { language: 'id', text: MINUTE, version: 0 });
    expect((await refusal(captioned)).code).toBe('content.no_recording');
  }
});

test('a video goes out with captions or a transcript, a sound with a transcript', async () => {
  const [video, sound] = [await bring(small.mp4, { title: 'Tur' }), await bring(small.mp3, { title: 'Dongeng' })];
  const silent = await news('Tur perpustakaan', alone({ kind: 'video', fileId: video, label: 'Tur' }));
  const blocked = async (id: number) => (await checkPage(writer(), id)).filter((check) => check.blocking);
  expect(await blocked(silent)).toMatchObject([{ code: 'recording_without_words', at: 0 }]);
  expect((await refusal(publishPage(writer(), silent, { version: 0 }))).code).toBe('site.checks_failed');
  await setSiteCaptions(writer(), t.storage, video, { language: 'id', text: MINUTE, version: 0 });
  expect(await blocked(silent)).toEqual([]);
  await publishPage(writer(), silent, { version: 0 });
  const shown = await viewPage(guest(), { kind: 'news', slug: 'tur-perpustakaan' });
  if (!('page' in shown)) throw new Error('it did not move');
  expect([...shown.page.files.values()].map(({ title, captions }) => [title, captions.id !== null])).toEqual([
    ['Tur', true],
  ]);
  const told = [{ text: 'Pada suatu hari.' }];
  const mute = await news('Dongeng bisu', alone({ kind: 'audio', fileId: sound }));
  const full = await news('Dongeng', alone({ kind: 'audio', fileId: sound, spans: told }));
  expect([(await blocked(mute)).length, (await blocked(full)).length]).toEqual([1, 0]);
});

test('files of another library are not for this one, nor is a file as what it is not', async () => {
  const [own, other] = [(await aLibrary(t.ctx(), 'KEL-BERKAS')).id, (await aLibrary(t.ctx(), 'KEL-LAIN')).id];
  const [mine, theirs, all] = [
    await bring(small.pdf, { libraryId: own, title: 'Milik kami' }),
    await bring(small.pdf, { libraryId: other, title: 'Milik sebelah' }),
    await bring(small.pdf, { title: 'Milik semua' }),
  ];
  const local = writer(own);
  expect((await refusal(bring(small.pdf, { libraryId: other, by: local }))).code).toBe('platform.forbidden');
  expect((await refusal(bring(small.pdf, { by: t.ctx({ grants: [] }) }))).code).toBe('platform.forbidden');
  expect((await listSiteFiles(local, { limit: 2 })).map(({ id }) => id)).toEqual([all, mine]);
  const id = await beginPage(local, { kind: 'news', topicId, libraryId: own, title: 'Berberkas' });
  const put = async (fileId: number, kind: 'file' | 'video' = 'file') =>
    addPageBlock(local, id, { after: null, body: { kind, fileId }, english: null });
  for (const fileId of [theirs, 999_999]) expect((await refusal(put(fileId))).code).toBe('site.file_unknown');
  expect((await refusal(put(mine, 'video'))).code).toBe('site.file_unknown');
  await put(mine);
  await put(all);
  const rename = async (fileId: number) => renameSiteFile(local, fileId, { title: 'Baru', version: 0 });
  expect((await refusal(rename(theirs))).code).toBe('platform.forbidden');
  await rename(mine);
  expect((await refusal(rename(mine))).code).toBe('platform.version_conflict');
});

test('a formula that nobody can read is refused with what is wrong with it', async () => {
  const id = await news('Rumus', [{ body: { kind: 'text', spans: [] }, english: null }]);
  const put = async (tex: string) =>
    addPageBlock(writer(), id, { after: null, body: { kind: 'formula', tex }, english: null });
  expect(await refusal(put('\\frac{1'))).toMatchObject({
    ...{ code: 'content.formula_unreadable', params: { near: '\\frac{1' } },
  });
  expect(await refusal(put('\\href{javascript:alert(1)}{x}'))).toMatchObject({
    ...{ code: 'content.formula_command', params: { command: '\\href' } },
  });
  expect((await refusal(put(`${'\\sqrt{'.repeat(200)}x${'}'.repeat(200)}`))).code).toBe('content.formula_too_large');
  expect((await refusal(put('x'.repeat(20_000)))).fields).toEqual({ 'body.tex': 'too_long' });
  expect((await refusal(news('Rumus rusak', alone({ kind: 'formula', tex: '\\def\\a{\\a}\\a' })))).code).toBe(
    'content.formula_command',
  );
  await put('');
  await put('E = mc^2');
});

test('a file of another library stays out by the English side too, and English is told of the same file', async () => {
  const [own, other] = [(await aLibrary(t.ctx(), 'KEL-INGGRIS')).id, (await aLibrary(t.ctx(), 'KEL-SEBELAH')).id];
  const [mine, second] = [await bring(small.pdf, { libraryId: own }), await bring(small.pdf, { libraryId: own })];
  const theirs = await bring(small.pdf, { libraryId: other });
  const local = writer(own);
  const id = await beginPage(local, { kind: 'news', topicId, libraryId: own, title: 'Dua bahasa' });
  const put = async (fileId: number) =>
    addPageBlock(local, id, {
      ...{ after: null, body: { kind: 'file', fileId: mine, label: 'Formulir' } },
      english: { kind: 'file', fileId, label: 'Form' },
    });
  expect((await refusal(put(theirs))).code).toBe('site.file_unknown');
  expect((await refusal(put(second))).code).toBe('content.other_file');
  await put(mine);
});

test('an English formula and an English file follow a correction of the Indonesian side', async () => {
  const [old, edition] = [await bring(small.pdf), await bring(small.pdf)];
  const id = await news('Koreksi', [
    {
      body: { kind: 'formula', tex: 'E = mc^3', alt: 'E' },
      english: { kind: 'formula', tex: 'E = mc^3', alt: 'E in English' },
    },
    {
      body: { kind: 'file', fileId: old, label: 'Formulir' },
      english: { kind: 'file', fileId: old, label: 'Form' },
    },
  ]);
  const [formula, file] = (await getPage(writer(), id)).writing.blocks;
  if (!formula || !file) throw new Error('there are no parts');
  const save = async (blockId: number, body: BlockPair['body']) =>
    savePageBlock(writer(), id, { id: blockId, version: 0, body });
  await save(formula.id, { kind: 'formula', tex: 'E = mc^2', alt: 'E' });
  await save(file.id, { kind: 'file', fileId: edition, label: 'Formulir' });
  expect((await getPage(writer(), id)).writing.blocks.map(({ english }) => english)).toEqual([
    { kind: 'formula', tex: 'E = mc^2', alt: 'E in English' },
    { kind: 'file', fileId: edition, label: 'Form' },
  ]);
});

test('what is offered no longer stays where it stands and is put nowhere anew', async () => {
  const hidden = await bring(small.pdf, { title: 'Lama' });
  const id = await news('Berkas lama', alone({ kind: 'file', fileId: hidden, label: 'Lama' }));
  await hideSiteFile(writer(), hidden, 0);
  const [block] = (await getPage(writer(), id)).writing.blocks;
  await savePageBlock(writer(), id, {
    ...{ id: block?.id ?? 0, version: 0, body: { kind: 'file', fileId: hidden, label: 'Lama sekali' } },
  });
  const again = addPageBlock(writer(), id, { after: null, body: { kind: 'file', fileId: hidden }, english: null });
  expect((await refusal(again)).code).toBe('site.file_unknown');
  expect((await listSiteFiles(writer(), { limit: 100 })).map((one) => one.id)).not.toContain(hidden);
  expect((await listSiteFiles(writer(), { hidden: true, limit: 100 })).map((one) => one.id)).toContain(hidden);
});

test('a file is removed for good: nothing of it stays in the storage, and pages say that it is gone', async () => {
  const film = await bring(small.mp4, { title: 'Rekaman anak-anak' });
  await setSiteCaptions(writer(), t.storage, film, { language: 'id', text: MINUTE, version: 0 });
  const id = await news('Rekaman', alone({ kind: 'video', fileId: film, label: 'Rekaman' }));
  await publishPage(writer(), id, { version: 0 });
  const { href, captions } = await fileOf(film);
  const before = left();
  const other = writer((await aLibrary(t.ctx(), 'KEL-HAPUS')).id);
  expect((await refusal(removeSiteFile(other, t.storage, film, 1))).code).toBe('platform.forbidden');
  expect((await refusal(removeSiteFile(writer(), t.storage, film, 0))).code).toBe('platform.version_conflict');
  // also one that was hidden first
  await hideSiteFile(writer(), film, 1);
  await removeSiteFile(writer(), t.storage, film, 2);
  expect(before - left()).toBe(2);
  for (const address of [href, captions.id ?? ''])
    expect((await refusal(fetched(address))).code).toBe('content.file_not_found');
  const shown = await viewPage(guest(), { kind: 'news', slug: 'rekaman' });
  expect('page' in shown && [shown.page.files.size, shown.page.blocks.length]).toEqual([0, 1]);
  expect((await checkPage(writer(), id)).filter(({ blocking }) => blocking)).toMatchObject([
    { code: 'recording_without_words' },
    { code: 'file_gone', at: 0, params: { words: 'Rekaman' } },
  ]);
  const trace = await t.db
    .selectFrom('auditEvent')
    .select('action')
    .where('entity', '=', 'writing_file')
    .where('entityId', '=', String(film))
    .orderBy('id', 'desc')
    .executeTakeFirst();
  expect(trace?.action).toBe('writing_file.removed');
});

test('to a page those files are offered that may stand on it', async () => {
  const [own, other] = [(await aLibrary(t.ctx(), 'KEL-DAFTAR')).id, (await aLibrary(t.ctx(), 'KEL-DUA')).id];
  const theirs = await bring(small.pdf, { libraryId: other });
  const mine = await bring(small.pdf, { libraryId: own });
  const both = t.ctx({
    name: 'Dewi',
    grants: [own, other].map((libraryId) => ({ libraryId, permissions: ['news.edit' as const] })),
  });
  const offered = (await listPageFiles(both, { kind: 'news', libraryId: own }, 100)).map(({ id }) => id);
  expect([offered.includes(mine), offered.includes(theirs)]).toEqual([true, false]);
});
