import { beforeAll, expect, test } from 'vitest';
import { addAttachment } from '#modules/collection/catalog';
import { makeBib } from '#modules/collection/catalog/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import {
  forgetPlace,
  keepPlace,
  openFile,
  ownPlace,
  readChapter,
  readPicture,
  startedReadings,
  viewReading,
} from '#modules/lending/digital';
import { makeEpub, makePdf, makeRecording } from '#modules/lending/digital/testing';
import type { Ctx } from '#platform/context';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { digitalPersonalData } from '../personal-data.ts';
import { positionRetention } from '../retention.ts';

const t = useTestDb();
const services = { storage: t.storage, secrets: testSecrets };
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
let dimas: Ctx;
let sri: Ctx;
const files: Record<'pdf' | 'members' | 'teachers' | 'epub' | 'audio', number> = {
  pdf: 0,
  members: 0,
  teachers: 0,
  epub: 0,
  audio: 0,
};
const addresses = {
  chapterHref: (chapter: number) => `?bab=${chapter}`,
  pictureHref: (path: string) => `/isi/${path}`,
};

beforeAll(async () => {
  await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  const as = async (number: string, fullName: string): Promise<Ctx> => {
    await makeMember(t.ctx(), { number, fullName, homeLibrary: 'KOTA' });
    const row = await t.db.selectFrom('member').select('id').where('number', '=', number).executeTakeFirstOrThrow();
    return t.ctx({ kind: 'member', id: row.id, number, name: fullName, sessionId: 1 });
  };
  [dimas, sri] = [await as('A1', 'Dimas Aji'), await as('A2', 'Sri Rahayu')];
  const bibId = await makeBib(t.ctx(), { title: 'Kisah Kali Lekso' });
  const add = async (file: File, access: 'public' | 'members' | 'categories', categoryCodes: string[] = []) =>
    (await addAttachment(t.ctx(), t.storage, { bibId, title: file.name, access, categoryCodes }, file)).id;
  const pdf = makePdf([['Halaman satu'], ['Halaman dua'], ['Halaman tiga']], 'Naskah');
  files.pdf = await add(pdf, 'public');
  files.members = await add(pdf, 'members');
  files.teachers = await add(pdf, 'categories', ['guru']);
  const png = { mediaType: 'image/png', bytes: new Uint8Array([137, 80, 78, 71]) };
  const book = makeEpub(
    'Kisah',
    [
      { title: 'Hulu', body: '<p>Air turun dari Kelud.</p><img src="peta.png" alt="Peta"/><script>alert(1)</script>' },
      { title: 'Hilir', body: '<p>Kembali ke <a href="bab-1.xhtml">hulu</a>.</p>' },
    ],
    { 'peta.png': png, 'rahasia.txt': { mediaType: 'text/plain', bytes: new Uint8Array([1]) } },
  );
  files.epub = await add(book, 'members');
  files.audio = await add(makeRecording('Saron', [523, 587], 0.5), 'public');
});

test('a file is given whole or in the part that a player asks for', async () => {
  const whole = await openFile(guest(), services, files.pdf, { range: null, key: null });
  expect(whole).toMatchObject({ mediaType: 'application/pdf', part: null });
  expect(
    Buffer.concat((await whole.stream?.toArray()) ?? [])
      .subarray(0, 8)
      .toString(),
  ).toBe('%PDF-1.7');
  const part = await openFile(guest(), services, files.pdf, { range: 'bytes=1-3', key: null });
  expect(part.part).toEqual({ start: 1, end: 3 });
  expect(Buffer.concat((await part.stream?.toArray()) ?? []).toString()).toBe('PDF');
  expect((await openFile(guest(), services, files.pdf, { range: 'bytes=9999999-', key: null })).stream).toBeNull();
});

test('who may not read is told why, and gets no byte, chapter or picture', async () => {
  expect((await viewReading(guest(), files.pdf, true)).admission).toBe('open');
  expect((await viewReading(guest(), files.members, true)).admission).toBe('sign_in');
  expect((await viewReading(dimas, files.members, true)).admission).toBe('open');
  expect((await viewReading(dimas, files.teachers, true)).admission).toBe('other_members');
  expect((await viewReading(t.ctx(), files.teachers, true)).admission).toBe('open');
  const refused = { code: 'platform.sign_in_needed' };
  await expect(openFile(guest(), services, files.members, { range: 'bytes=0-3', key: null })).rejects.toMatchObject(
    refused,
  );
  await expect(readChapter(guest(), t.storage, files.epub, 1, addresses)).rejects.toMatchObject(refused);
  await expect(readPicture(guest(), t.storage, files.epub, 'OEBPS/peta.png')).rejects.toMatchObject(refused);
  await expect(keepPlace(dimas, files.teachers, { part: 1, spot: 0, progress: 0 })).rejects.toMatchObject({
    code: 'catalog.attachment_not_for_you',
  });
});

test('an EPUB opens by chapters with its contents; of its files only pictures are given', async () => {
  const first = await readChapter(dimas, t.storage, files.epub, 1, addresses);
  expect(first).toMatchObject({ chapter: 1, chapters: 2, language: 'id' });
  expect(first.toc.map((line) => line.title)).toEqual(['Hulu', 'Hilir']);
  expect(JSON.stringify(first.nodes)).toContain('Air turun dari Kelud.');
  expect(JSON.stringify(first.nodes)).not.toContain('alert');
  expect((await readChapter(dimas, t.storage, files.epub, 99, addresses)).chapter).toBe(2);
  expect(await readPicture(dimas, t.storage, files.epub, 'OEBPS/peta.png')).toMatchObject({ mediaType: 'image/png' });
  for (const path of ['OEBPS/rahasia.txt', 'OEBPS/bab-1.xhtml', '../x', 'hilang.png']) {
    await expect(readPicture(dimas, t.storage, files.epub, path), path).rejects.toMatchObject({
      code: 'digital.part_not_found',
    });
  }
  await expect(readChapter(dimas, t.storage, files.pdf, 1, addresses)).rejects.toMatchObject({
    code: 'digital.part_not_found',
  });
});

test('a damaged EPUB is told, not a fault', async () => {
  const whole = Buffer.from(await makeEpub('Rusak', [{ title: 'x', body: '<p>x</p>' }]).arrayBuffer());
  const bibId = await makeBib(t.ctx(), { title: 'Rusak' });
  const cut = new File([new Uint8Array(whole.subarray(0, 200))], 'rusak.epub');
  const { id } = await addAttachment(t.ctx(), t.storage, { bibId, title: 'Rusak', access: 'public' }, cut);
  await expect(readChapter(guest(), t.storage, id, 1, addresses)).rejects.toMatchObject({ code: 'digital.unreadable' });
});

test('the place is kept for the member alone, in the export of their data, and forgotten when they say so', async () => {
  await keepPlace(dimas, files.pdf, { part: 2, spot: 0, progress: 66 });
  await keepPlace(dimas, files.pdf, { part: 3, spot: 0, progress: 100 });
  await keepPlace(dimas, files.audio, { part: 1, spot: 0.5, progress: 50 });
  expect(await ownPlace(dimas, files.pdf)).toEqual({ part: 3, spot: 0, progress: 100 });
  expect(await ownPlace(sri, files.pdf)).toBeNull();
  expect(await ownPlace(t.ctx(), files.pdf)).toBeNull();
  expect((await startedReadings(dimas)).map((one) => one.attachmentId).sort()).toEqual([files.pdf, files.audio].sort());
  const id = dimas.actor.kind === 'member' ? dimas.actor.id : 0;
  expect(await digitalPersonalData.exportOf(t.db, id)).toMatchObject({
    positions: [{ bibTitle: 'Kisah Kali Lekso' }, { bibTitle: 'Kisah Kali Lekso' }],
  });
  await forgetPlace(dimas, files.pdf);
  expect(await ownPlace(dimas, files.pdf)).toBeNull();
  await t.db.transaction().execute(async (trx) => digitalPersonalData.erase(trx, t.ctx(), id));
  expect(await startedReadings(dimas)).toEqual([]);
});

test('a place that nobody came back to is forgotten after its days', async () => {
  await keepPlace(sri, files.pdf, { part: 2, spot: 0, progress: 66 });
  const before = new Date(t.clock.now().getTime() + 1000);
  expect((await positionRetention.due(t.ctx(), before)).count).toBe(1);
  expect(await positionRetention.clear(t.ctx(), before, t.storage)).toEqual({ gone: 1, waiting: 0 });
  expect(await positionRetention.clear(t.ctx(), before, t.storage)).toEqual({ gone: 0, waiting: 0 });
});
