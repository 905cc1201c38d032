import { beforeAll, expect, test } from 'vitest';
import sharp from 'sharp';
import { pictureAddress } from '#modules/collection/catalog';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { getProgram, removeProgramPicture, setProgramPicture } from '#modules/community/programs';
import { makeProgram } from '#modules/community/programs/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let libraryId = 0;
beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});

/** A photo as a phone makes it: lying on its side, with its place and time in it. */
const photo = async (): Promise<Blob> => {
  const blank = sharp({ create: { width: 900, height: 2000, channels: 3, background: '#7a5' } });
  const bytes = await blank
    .withExif({ IFD0: { Copyright: 'Rumah Siti' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  return new Blob([Uint8Array.from(bytes)]);
};

test('a picture is shown upright and without where it was taken; its words may change alone, and no file is left behind', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  await setProgramPicture(t.ctx(), t.storage, id, { alt: 'Peserta di aula', picture: await photo() });
  const first = (await getProgram(t.ctx(), id)).cover;
  expect(pictureAddress(first?.key ?? '')).toMatch(/^\/sampul\/[0-9a-f-]{36}\.webp$/);
  const { width, height, format, exif } = await sharp(t.storage.path(first?.key ?? '')).metadata();
  expect({ width, height, format, exif }).toEqual({ width: 1280, height: 576, format: 'webp', exif: undefined });

  await setProgramPicture(t.ctx(), t.storage, id, { alt: 'Aula lantai dua', picture: null });
  expect((await getProgram(t.ctx(), id)).cover).toEqual({ key: first?.key, alt: 'Aula lantai dua' });
  await setProgramPicture(t.ctx(), t.storage, id, { alt: 'Aula', picture: await photo() });
  await expect(t.storage.size(first?.key ?? '')).rejects.toThrow();
  const second = (await getProgram(t.ctx(), id)).cover?.key ?? '';
  await removeProgramPicture(t.ctx(), t.storage, id);
  expect((await getProgram(t.ctx(), id)).cover).toBeNull();
  await expect(t.storage.size(second)).rejects.toThrow();
});

test('a picture needs words and has to be one; others may not touch it', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const picture = await photo();
  const set = async (input: { alt: string; picture: Blob | null }) => setProgramPicture(t.ctx(), t.storage, id, input);
  await expect(set({ alt: ' ', picture })).rejects.toMatchObject({ fields: { alt: 'required' } });
  await expect(set({ alt: 'Aula', picture: null })).rejects.toMatchObject({ fields: { picture: 'required' } });
  await expect(
    set({ alt: 'Aula', picture: new Blob(['<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>']) }),
  ).rejects.toMatchObject({
    code: 'platform.not_acceptable_file',
    fields: { picture: 'invalid' },
  });
  const elsewhere = t.ctx({ grants: [{ libraryId: libraryId + 1, permissions: ['programs.manage'] }] });
  await expect(setProgramPicture(elsewhere, t.storage, id, { alt: 'Aula', picture })).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
  expect((await getProgram(t.ctx(), id)).cover).toBeNull();
});
