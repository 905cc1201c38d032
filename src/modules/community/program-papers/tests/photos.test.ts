import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { giveConsent } from '#modules/people/members';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { makeParticipant, makeProgram } from '#modules/community/programs/testing';
import { drawPages } from '../../../../../tests/support/read-print.ts';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { MAX_PHOTOS } from '../client.ts';
import { addPhoto, changePhotoCaption, listPhotos, movePhoto, openPhoto, paperPdf, removePhoto } from '../index.ts';
import { whoIsToBeAsked } from '../view-photos.ts';

const t = useTestDb();
let libraryId = 0;
beforeEach(() => t.clock.set(TEST_NOW));
beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
});

/** A photo as a phone makes it: lying on its side, with the place where it was taken. */
async function photo(background = '#c33', size = { width: 2400, height: 1200 }): Promise<Blob> {
  const bytes = await sharp({ create: { ...size, channels: 3, background } })
    .withExif({
      IFD0: { Model: 'Ponsel Siti' },
      IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '8/1 5/1 52/1', GPSLongitudeRef: 'E', GPSLongitude: '112/1 9/1 41/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  return new Blob([Uint8Array.from(bytes)]);
}
const add = async (programId: number, caption: string, more: Partial<Parameters<typeof addPhoto>[3]> = {}) =>
  addPhoto(t.ctx(), t.storage, programId, { caption, agreed: true, photo: await photo(), ...more });
const captions = async (programId: number) => (await listPhotos(t.ctx(), programId)).map(({ caption }) => caption);
const filesKept = async (): Promise<number> => {
  const folder = join(t.storage.path('foto-kegiatan/00/00000000-0000-0000-0000-000000000000'), '../../..');
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((one) => one.isFile()).length;
};
const fileOf = async (programId: number, id: number): Promise<Buffer> => {
  const { stream } = await openPhoto(t.ctx(), t.storage, { programId, id });
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
};

test('a photo is kept upright and small, and nobody can read in it where it was taken', async () => {
  const { id: programId } = await makeProgram(t.ctx(), libraryId);
  const sent = await photo();
  expect((await sharp(await sent.arrayBuffer()).metadata()).exif?.toString('latin1')).toContain('Ponsel Siti');
  const id = await add(programId, 'Peserta membuka kelas');
  const [kept] = await listPhotos(t.ctx(), programId);
  expect(kept).toMatchObject({ id, position: 1, caption: 'Peserta membuka kelas', width: 800, height: 1600 });
  expect(kept?.agreedBy).not.toBe('');
  const file = await fileOf(programId, id);
  const { format, width, height, exif, orientation } = await sharp(file).metadata();
  expect({ format, width, height, exif, orientation }).toEqual({
    format: 'jpeg',
    width: 800,
    height: 1600,
    exif: undefined,
    orientation: undefined,
  });
  expect(file.toString('latin1')).not.toMatch(/GPS|Exif|Ponsel/);
});

test('what is no photo is refused, whatever it is called, and so is one without the consent of those on it', async () => {
  const { id: programId } = await makeProgram(t.ctx(), libraryId);
  const named = new File(['Ini catatan rapat, bukan foto.'], 'rapat.jpg', { type: 'image/jpeg' });
  await expect(add(programId, 'Rapat', { photo: named })).rejects.toMatchObject({
    code: 'platform.not_acceptable_file',
    fields: { photo: 'photo_unreadable' },
  });
  const drawing = new Blob(['<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>']);
  await expect(add(programId, 'Gambar', { photo: drawing })).rejects.toMatchObject({
    code: 'platform.not_acceptable_file',
  });
  await expect(add(programId, 'Kosong', { photo: new Blob() })).rejects.toMatchObject({
    code: 'platform.not_acceptable_file',
  });
  await expect(add(programId, 'Tanpa izin', { agreed: false })).rejects.toMatchObject({
    fields: { agreed: 'photo_agreed_missing' },
  });
  await expect(add(programId, ' ')).rejects.toMatchObject({ fields: { caption: 'required' } });
  expect(await listPhotos(t.ctx(), programId)).toEqual([]);
});

test('nobody but who runs the programme sees, adds or takes away', async () => {
  const { id: programId } = await makeProgram(t.ctx(), libraryId);
  const id = await add(programId, 'Satu');
  const elsewhere = t.ctx({ grants: [{ libraryId: libraryId + 1, permissions: ['programs.manage'] }] });
  const door = t.ctx({ grants: [{ libraryId, permissions: ['programs.attendance', 'members.read'] }] });
  const which = { programId, id };
  for (const ctx of [elsewhere, door]) {
    const refused = { code: 'platform.forbidden' };
    await expect(
      addPhoto(ctx, t.storage, programId, { caption: 'Lain', agreed: true, photo: await photo() }),
    ).rejects.toMatchObject(refused);
    await expect(listPhotos(ctx, programId)).rejects.toMatchObject(refused);
    await expect(openPhoto(ctx, t.storage, which)).rejects.toMatchObject(refused);
    await expect(changePhotoCaption(ctx, which, { caption: 'Lain' })).rejects.toMatchObject(refused);
    await expect(movePhoto(ctx, which, 1)).rejects.toMatchObject(refused);
    await expect(removePhoto(ctx, t.storage, which)).rejects.toMatchObject(refused);
  }
  expect(await captions(programId)).toEqual(['Satu']);
  // a number of another programme opens nothing
  const { id: other } = await makeProgram(t.ctx(), libraryId);
  await expect(openPhoto(t.ctx(), t.storage, { programId: other, id })).rejects.toMatchObject({
    code: 'program_papers.photo_not_found',
  });
});

test('photos are put in order, worded anew and taken away for good, with a trace of each act', async () => {
  const { id: programId } = await makeProgram(t.ctx(), libraryId);
  const [one, two, three] = [await add(programId, 'Satu'), await add(programId, 'Dua'), await add(programId, 'Tiga')];
  await movePhoto(t.ctx(), { programId, id: three }, -1);
  expect(await captions(programId)).toEqual(['Satu', 'Tiga', 'Dua']);
  await movePhoto(t.ctx(), { programId, id: one }, -1);
  await movePhoto(t.ctx(), { programId, id: one }, 1);
  expect(await captions(programId)).toEqual(['Tiga', 'Satu', 'Dua']);
  await changePhotoCaption(t.ctx(), { programId, id: one }, { caption: 'Pembukaan' });
  const { fileKey } = await t.db
    .selectFrom('programPhoto')
    .select('fileKey')
    .where('id', '=', two)
    .executeTakeFirstOrThrow();
  await removePhoto(t.ctx(), t.storage, { programId, id: two });
  expect(await captions(programId)).toEqual(['Tiga', 'Pembukaan']);
  await expect(t.storage.size(fileKey)).rejects.toThrow();
  const traces = await t.db
    .selectFrom('auditEvent')
    .select('action')
    .where('entityId', '=', String(programId))
    .where('action', 'like', 'program_photo.%')
    .orderBy('id')
    .execute();
  expect(traces.map(({ action }) => action.split('.')[1])).toEqual([
    'added',
    'added',
    'added',
    'moved',
    'moved',
    'changed',
    'removed',
  ]);
});

test('a report takes so many and no more, also when two are sent at once, and leaves no file behind', async () => {
  const { id: programId } = await makeProgram(t.ctx(), libraryId);
  const small = await photo('#393', { width: 60, height: 30 });
  const before = await filesKept();
  for (let n = 1; n < MAX_PHOTOS; n += 1) await add(programId, `Foto ${n}`, { photo: small });
  const both = await Promise.allSettled([
    add(programId, 'Kiri', { photo: small }),
    add(programId, 'Kanan', { photo: small }),
  ]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'program_papers.photos_full' },
  });
  expect(await listPhotos(t.ctx(), programId)).toHaveLength(MAX_PHOTOS);
  expect((await filesKept()) - before).toBe(MAX_PHOTOS);
});

test('the report prints the photos with their words, in their order', async () => {
  const { id: programId } = await makeProgram(t.ctx(), libraryId, { program: { title: 'Kelas Koi' } });
  const services = {
    config: { root: join(import.meta.dirname, '../../../../..') },
    storage: t.storage,
    origin: 'https://perpustakaan.contoh.go.id',
  };
  const print = async () => (await paperPdf(t.ctx(), services, programId, { paper: 'laporan' })).body;
  expect((await pageTexts(await print())).join(' ')).not.toContain('Dokumentasi');
  await add(programId, 'Panitia menyambut peserta', { photo: await photo('#c00000') });
  await add(programId, 'Peserta "berdiskusi" #1 <di aula> $x$', {
    photo: await photo('#00c000', { width: 900, height: 1600 }),
  });
  const body = await print();
  const texts = await pageTexts(body);
  const last = texts.at(-1) ?? '';
  expect(last).toMatch(/Lampiran 3\. Dokumentasi.*Panitia menyambut peserta.*Peserta "berdiskusi" #1 <di aula> \$x\$/s);
  const pages = await drawPages(body);
  const { data } = pages.at(-1)?.pixels ?? { data: new Uint8Array() };
  const seen = { red: 0, green: 0 };
  for (let at = 0; at < data.length; at += 4) {
    const [b = 0, g = 0, r = 0] = data.subarray(at, at + 3);
    const [low, high] = [Math.min(r, b), Math.max(r, b)];
    if (high > 170 && g < 40 && low < 40) seen.red += 1;
    if (g > 170 && high < 40) seen.green += 1;
  }
  // each covers a part of the page, no dot
  expect(seen.red).toBeGreaterThan(100_000);
  expect(seen.green).toBeGreaterThan(100_000);
});

test('who runs it is told which members have not agreed to photos, and that nothing is known of others', async () => {
  const { id: programId } = await makeProgram(t.ctx(), libraryId);
  const agreeing = await aMember(t.ctx(), { fullName: 'Ratna Dewi' });
  const silent = await aMember(t.ctx(), { fullName: 'Joko Susilo' });
  for (const { number } of [agreeing, silent]) await makeParticipant(t.ctx(), programId, { memberNumber: number });
  await giveConsent(t.ctx(), agreeing.number, { purpose: 'photos', channel: 'desk' });
  expect(await whoIsToBeAsked(t.ctx(), programId)).toEqual({ names: ['Joko Susilo'], unnamed: 0 });
});
