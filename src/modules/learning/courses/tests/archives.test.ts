import { readdirSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import {
  addFile,
  addPicture,
  filesOf,
  picturesOf,
  removeFile,
  setCaptions,
  type BlockPair,
} from '#modules/ground/content';
import { aLibrary } from '#modules/people/members/testing';
import { code } from '../../../../../tests/support/collection-house.ts';
import { choice, courseHouse } from '../../../../../tests/support/course-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { docx, small } from '../../../../../tests/support/small-files.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { addLessonBlocks, exportCourseFile, getCourse, getLesson } from '../index.ts';
import { exportCourse } from '../publishing/export-course.ts';
import { importCourse, importCourseFile } from '../publishing/import-course.ts';
import { archiveInput, type CourseArchive } from '../schema.ts';

const t = useTestDb();
const { writer, draft } = courseHouse(t);
const MAY = () => undefined;
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 54"><rect width="96" height="54" fill="#fbf7ef"/></svg>';
const VTT = 'WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nSelamat datang\n';
type Files = Record<string, Uint8Array>;

const photo = async (): Promise<Blob> => {
  const made = sharp({
    create: { width: 600, height: 350, channels: 4, background: { r: 34, g: 56, b: 107, alpha: 0.5 } },
  });
  return new Blob([Uint8Array.from(await made.png().toBuffer())]);
};
/** A course with everything that goes along, and something that does not. */
async function illustrated(): Promise<{ id: number; fileIds: number[] }> {
  const ctx = t.ctx();
  const pictureIds = [
    await addPicture(ctx, t.storage, {
      libraryId: null,
      alt: 'Rak',
      credit: 'Dewi',
      picture: new Blob([SVG]),
      focusX: 20,
      focusY: 80,
    }),
    await addPicture(ctx, t.storage, { libraryId: null, alt: 'Foto gedung', picture: await photo() }),
  ];
  const stored = async (bytes: Uint8Array, name: string) => ({ ...(await t.storage.put('berkas', bytes)), name });
  const fileIds = [
    await addFile(ctx, t.storage, {
      libraryId: null,
      title: 'Lembar kerja',
      file: await stored(docx(), 'lembar.docx'),
    }),
    await addFile(ctx, t.storage, { libraryId: null, title: 'Tur rak', file: await stored(small.mp4, 'tur.mp4') }),
    await addFile(ctx, t.storage, { libraryId: null, title: 'Suara', file: await stored(small.mp3, 'suara.mp3') }),
  ];
  const [sheet = 0, tour = 0, sound = 0] = fileIds;
  const [shelf = 0, house = 0] = pictureIds;
  await setCaptions(ctx, t.storage, tour, { version: 0, language: 'id', text: VTT }, MAY);
  await setCaptions(
    ctx,
    t.storage,
    tour,
    { version: 1, language: 'en', text: VTT.replace('Selamat datang', 'Welcome') },
    MAY,
  );
  const { id, lessonId } = await draft('Bergambar', [choice('Satu?')]);
  const said = (text: string) => [{ text }];
  const blocks: BlockPair[] = [
    { body: { kind: 'heading', level: 2, text: 'Lihat' }, english: { kind: 'heading', level: 2, text: 'Look' } },
    {
      body: { kind: 'picture', pictureId: shelf, alt: 'Label "rak"', caption: 'Dibaca dari [kiri]' },
      english: { kind: 'picture', pictureId: shelf, alt: 'A shelf label', caption: 'Read from the left' },
    },
    {
      body: { kind: 'gallery', pictures: [shelf, house].map((pictureId) => ({ pictureId, alt: '', caption: 'Dua' })) },
      english: null,
    },
    {
      body: { kind: 'file', fileId: sheet, label: 'Ambil lembar' },
      english: { kind: 'file', fileId: sheet, label: 'Take the sheet' },
    },
    {
      body: { kind: 'video', fileId: tour, label: '', spans: said('Kami berjalan di antara rak.') },
      english: { kind: 'video', fileId: tour, label: '', spans: said('We walk between the shelves.') },
    },
    { body: { kind: 'audio', fileId: sound, label: 'Dengar', spans: said('Bunyi halaman.') }, english: null },
    { body: { kind: 'embed', embed: 'record', ref: '7' }, english: null },
  ];
  await addLessonBlocks(writer(), lessonId, { after: null, blocks });
  return { id, fileIds };
}
async function exported(
  id: number,
  by = writer(),
): Promise<{ bytes: Uint8Array; files: Files; archive: CourseArchive }> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await exportCourseFile(by, t.storage, id)).body) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const files = unzipSync(bytes);
  return { bytes, files, archive: archiveInput.parse(JSON.parse(strFromU8(files['kursus.json'] ?? new Uint8Array()))) };
}
async function brought(bytes: Uint8Array, libraryId: number | null = null, by = writer()): Promise<{ id: number }> {
  return importCourseFile(by, t.storage, {
    libraryId,
    file: { ...(await t.storage.put('berkas', bytes)), name: 'kursus.zip' },
  });
}
/** How many files lie in the storage, and what the database knows of courses, pictures and files. */
async function left(): Promise<number[]> {
  const root = t.storage.path(`berkas/00/${'0'.repeat(36)}`).replace(/\/berkas\/.*$/, '');
  const rows = [
    await t.db.selectFrom('course').select('id').execute(),
    await t.db.selectFrom('picture').select('id').execute(),
    await t.db.selectFrom('writingFile').select('id').execute(),
  ];
  return [
    readdirSync(root, { recursive: true }).filter((name) => String(name).includes('-')).length,
    ...rows.map(({ length }) => length),
  ];
}

test('a course taken out with its pictures and files and brought in at another library is the same course again', async () => {
  const { id } = await illustrated();
  const first = await exported(id);
  expect(Object.keys(first.files)).toEqual([
    ...['kursus.json', 'berkas/gambar-1.svg', 'berkas/gambar-2.webp', 'berkas/berkas-1.docx', 'berkas/berkas-2.mp4'],
    ...['berkas/berkas-2.id.vtt', 'berkas/berkas-2.en.vtt', 'berkas/berkas-3.mp3'],
  ]);
  expect(first.archive.pictures).toMatchObject([
    { alt: 'Rak', credit: 'Dewi', focusX: 20, focusY: 80 },
    { alt: 'Foto gedung' },
  ]);
  expect(JSON.stringify(first.archive)).not.toContain('record');
  expect(Buffer.compare((await exported(id)).bytes, first.bytes)).toBe(0);
  const other = await aLibrary(t.ctx(), 'LAIN');
  const { id: copy } = await brought(first.bytes, other.id, writer(other.id));
  const again = await exported(copy, writer(other.id));
  expect(again.archive).toEqual(first.archive);
  const unlike = Object.keys(first.files).filter(
    (name) => Buffer.compare(again.files[name] ?? new Uint8Array(), first.files[name] ?? new Uint8Array()) !== 0,
  );
  // a photograph is made anew as one that somebody brings, and is as large
  expect(unlike.filter((name) => name !== 'berkas/gambar-2.webp')).toEqual([]);
  const sizeOf = async (files: Files) => {
    const { width, height, format, hasAlpha } = await sharp(files['berkas/gambar-2.webp']).metadata();
    return { width, height, format, hasAlpha };
  };
  expect(await sizeOf(again.files)).toEqual(await sizeOf(first.files));
  const pictures = await t.db.selectFrom('picture').select('id').where('libraryId', '=', other.id).execute();
  expect([
    pictures.length,
    (
      await picturesOf(
        t.db,
        pictures.map((one) => one.id),
      )
    ).size,
  ]).toEqual([2, 2]);
  const [lesson] = (await getCourse(writer(other.id), copy)).lessons;
  const { writing } = await getLesson(writer(other.id), lesson?.id ?? 0);
  expect(writing.blocks.map(({ body }) => body.kind)).toEqual([
    ...['heading', 'picture', 'gallery', 'file', 'video', 'audio', 'embed'],
  ]);
  expect(writing.blocks[1]?.english).toMatchObject({ alt: 'A shelf label', caption: 'Read from the left' });
});

test('its words alone are still an archive, and one that names what it does not bring is told so', async () => {
  const { id, fileIds } = await illustrated();
  const words = await exportCourse(writer(), id);
  expect([words.pictures, words.files]).toEqual([[], []]);
  const before = await left();
  const { id: copy } = await brought(strToU8(`\ufeff${JSON.stringify(words)}`));
  expect(await exportCourse(writer(), copy)).toEqual(words);
  const { archive } = await exported(id);
  expect(await refusal(importCourse(writer(), { libraryId: null, archive }))).toMatchObject({
    ...{ code: 'courses.archive_file_missing', params: { name: 'berkas/gambar-1.svg' } },
  });
  expect(await code(brought(strToU8(JSON.stringify(archive))))).toBe('courses.archive_file_missing');
  expect(await left()).toEqual([before[0], (before[1] ?? 0) + 1, before[2], before[3]]);
  // what was removed for good since, nobody takes along
  const version = (await filesOf(t.db, fileIds)).get(fileIds[0] ?? 0)?.version ?? 0;
  await removeFile(t.ctx(), t.storage, fileIds[0] ?? 0, { version, may: MAY });
  expect((await exported(id)).archive.files.map(({ title }) => title)).toEqual(['Tur rak', 'Suara']);
});

test('an archive with anything wrong in it brings nothing in, leaves nothing behind, and says where', async () => {
  const { id } = await illustrated();
  const { files, archive } = await exported(id);
  const zipped = (more: Files, said: object = archive): Uint8Array =>
    zipSync({ ...files, 'kursus.json': strToU8(JSON.stringify(said)), ...more });
  const before = await left();
  const script = strToU8(SVG.replace('<rect', '<script>alert(1)</script><rect'));
  const lying = { ...archive, lessons: archive.lessons.map((one) => ({ ...one, minutes: -1 })) };
  const doubled = Buffer.from(zipSync({ ...files, 'berkas/gambar-9.svg': strToU8(SVG) }));
  for (let at = doubled.indexOf('gambar-9'); at >= 0; at = doubled.indexOf('gambar-9')) doubled.write('gambar-1', at);
  const locked = Buffer.from(zipped({}));
  for (
    let at = locked.indexOf('PK\u0001\u0002', 0, 'latin1');
    at >= 0;
    at = locked.indexOf('PK\u0001\u0002', at + 4, 'latin1')
  )
    locked.writeUInt16LE(locked.readUInt16LE(at + 8) | 1, at + 8);
  const swollen = Buffer.from(zipped({ 'berkas/gambar-1.svg': strToU8(`${SVG}${' '.repeat(16_000_000)}`) }));
  const modest = Buffer.from(swollen);
  // says that it unpacks to a few letters
  const listed = modest.lastIndexOf('berkas/gambar-1.svg') - 46;
  modest.writeUInt32LE(200, listed + 24);
  const cut = zipped({});
  const wrong: [string, Uint8Array, string, object][] = [
    ['no archive', strToU8('PDF'), 'courses.archive_unreadable', { where: 'kursus.json' }],
    ['a file cut short', cut.subarray(0, cut.length - 40), 'courses.archive_unreadable', { where: 'ZIP' }],
    [
      'an archive of something else',
      zipSync({ 'a.txt': strToU8('a') }),
      'courses.archive_file_missing',
      { name: 'kursus.json' },
    ],
    ['a lesson that is wrong', zipped({}, lying), 'courses.archive_unreadable', { where: 'lessons.0.minutes' }],
    ['a way out', zipped({ '../../etc/passwd': new Uint8Array(1) }), 'courses.archive_unreadable', { where: 'ZIP' }],
    [
      'a place of its own',
      zipped({ '/etc/passwd': new Uint8Array(1) }),
      'courses.archive_unreadable',
      { where: 'ZIP' },
    ],
    [
      'a way out in its words',
      zipped({}, { ...archive, pictures: [{ number: 1, file: 'berkas/../kursus.json', alt: 'a' }] }),
      'courses.archive_unreadable',
      { where: 'pictures.0.file' },
    ],
    ['a name twice', doubled, 'courses.archive_unreadable', { where: 'berkas/gambar-1.svg' }],
    [
      'a number twice',
      zipped({}, { ...archive, pictures: [...archive.pictures, ...archive.pictures] }),
      'courses.archive_unreadable',
      { where: 'pictures' },
    ],
    ['a password', locked, 'courses.archive_unreadable', { where: 'kursus.json' }],
    ['a bomb', swollen, 'courses.archive_file_large', { name: 'berkas/gambar-1.svg' }],
    ['a bomb that lies', modest, 'courses.archive_unreadable', { where: 'berkas/gambar-1.svg' }],
    [
      'a script',
      zipped({ 'berkas/gambar-1.svg': script }),
      'courses.archive_file_refused',
      { name: 'berkas/gambar-1.svg', what: 'script' },
    ],
    [
      'a program',
      zipped({ 'berkas/berkas-3.mp3': small.exe }),
      'courses.archive_file_refused',
      { name: 'berkas/berkas-3.mp3' },
    ],
    [
      'captions that are none',
      zipped({ 'berkas/berkas-2.en.vtt': strToU8('halo') }),
      'courses.archive_file_refused',
      { name: 'berkas/berkas-2.en.vtt' },
    ],
  ];
  for (const [what, bytes, refused, params] of wrong)
    expect([what, await refusal(brought(bytes))]).toMatchObject([what, { code: refused, params }]);
  // refused only when it is written: more parts than a lesson may have
  const two = { markdown: 'Satu.\n\nDua.', markdownEn: '' };
  const broken = {
    ...archive,
    lessons: archive.lessons.map((one) => ({ ...one, parts: Array.from({ length: 300 }, () => two) })),
  };
  expect(await code(brought(zipped({}, broken)))).toBe('content.writing_full');
  const many = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`berkas/${i}`, new Uint8Array()]));
  expect(await code(brought(zipSync(many)))).toBe('courses.archive_unreadable');
  expect(await code(brought(zipped({}), null, writer((await aLibrary(t.ctx(), 'HANYA')).id)))).toBe(
    'platform.forbidden',
  );
  expect(await left()).toEqual(before);
});
