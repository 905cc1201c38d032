import sharp from 'sharp';
import { expect, test } from 'vitest';
import { picturesOf } from '#modules/ground/content';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { addSitePicture, sharePicture } from '../index.ts';

const t = useTestDb();
const services = (): Parameters<typeof sharePicture>[0] => ({ config: { root: process.cwd() }, storage: t.storage });
const words = {
  over: 'Layanan',
  title: 'Mobil keliling kini singgah di Tlumpu dan Pakunden',
  day: '21 November 2026',
  place: 'Perpustakaan Kota',
};
const RED = { r: 200, g: 20, b: 20 };

/** The colour in the middle of its right half. */
async function colourAtRight(png: Uint8Array): Promise<number[]> {
  const cut = sharp(png).extract({ left: 1050, top: 300, width: 1, height: 1 }).removeAlpha().raw();
  return [...(await cut.toBuffer())];
}

test('the picture beside a link is drawn from the words, with the own picture of the page where it has one', async () => {
  const plain = await sharePicture(services(), { picture: null }, words, 'id');
  expect(await sharp(plain).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 });
  const file = await sharp({ create: { width: 800, height: 600, channels: 3, background: RED } })
    .png()
    .toBuffer();
  const id = await addSitePicture(t.ctx(), t.storage, { libraryId: null, alt: 'Merah', picture: new Blob([file]) });
  const picture = (await picturesOf(t.db, [id])).get(id) ?? null;
  const own = await sharePicture(services(), { picture }, words, 'id');
  const [red = 0, green = 255] = await colourAtRight(own);
  expect([red > 150, green < 80]).toEqual([true, true]);
  expect((await colourAtRight(plain))[0]).toBeLessThan(80);
});
