import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { drawPages, readPiece, type Page, type ReadCode } from '../../../../../tests/support/read-print.ts';
import { POSTER_FORMATS, POSTER_TEMPLATES, sheetOf, type PosterFormat, type PosterTemplate } from '../client.ts';
import { drawPdf, drawPng, type Drawn } from '../draw-poster.ts';

const config = { root: join(import.meta.dirname, '../../../../..') };
const address = 'https://perpustakaan.blitarkota.go.id/q/k7m2px';
const WIDTH = 800;
const drawn = (template: PosterTemplate, format: PosterFormat, more: Partial<Drawn> = {}): Drawn => ({
  template,
  format,
  words: {
    over: 'Dongeng sore · anak 4–8 tahun · gratis',
    title: 'Kancil dari Kali Lekso',
    when: 'Rabu, 25 November, pukul 15.30',
    first: 'Balai Kelurahan Bendogerit, langsung datang',
    second: 'Bersama Sulastri, pendongeng',
    call: 'Pindai: bacaannya dan jadwal lain',
  },
  library: 'Perpustakaan Kota Blitar',
  alt: 'Dongeng sore',
  sheets: [{ address, place: 'Halte Aloon-aloon' }],
  ...more,
});

/** All codes on a picture or a page. */
const EVERYTHING = { x: 0, y: 0, width: 10_000, height: 10_000 };
const codesOn = async (page: Page): Promise<ReadCode[]> => readPiece(page, EVERYTHING);
async function pictured(png: Uint8Array): Promise<Page> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: { data, width: info.width, height: info.height } };
}

describe.each(POSTER_TEMPLATES)('%s', (template) => {
  test.each(POSTER_FORMATS)('as %s is drawn in its size, and its code is read', async (format) => {
    const { measure, width, height, folded } = sheetOf(format);
    const png = await drawPng(config, drawn(template, format), { locale: 'id', width: WIDTH });
    const page = await pictured(png);
    const across = measure === 'px' ? width : WIDTH;
    expect([page.width, page.height]).toEqual([across, Math.round((across * height) / width)]);
    const codes = await codesOn(page);
    expect(codes.map(({ text }) => text)).toEqual(folded ? [address, address] : [address]);
    // a drawing of one colour is none
    const { entropy } = await sharp(png).stats();
    expect(entropy).toBeGreaterThan(1);
  });
});

test('a page for each place, at its millimetre, each with its own code, large enough to be scanned', async () => {
  const sheets = ['aaa222', 'bbb333', 'ccc444'].map((code) => ({
    address: `https://perpustakaan.blitarkota.go.id/q/${code}`,
    place: `Tempat ${code}`,
  }));
  for (const format of ['a4', 'leaflet', 'tent', 'door'] as const) {
    const pdf = await drawPdf(config, drawn('barn', format, { sheets }), { createdAt: new Date(0), locale: 'id' });
    const pages = await drawPages(pdf);
    expect(pages).toHaveLength(3);
    for (const [nth, page] of pages.entries()) {
      expect(page.width).toBeCloseTo(sheetOf(format).width, 1);
      expect(page.height).toBeCloseTo(sheetOf(format).height, 1);
      const codes = await codesOn(page);
      expect(codes.length).toBeGreaterThan(0);
      for (const code of codes) {
        expect(code.text).toBe(sheets[nth]?.address);
        expect(Math.abs(code.width)).toBeGreaterThanOrEqual(25);
      }
    }
  }
});

test('a poster for sixty places is one file of its size, and no large one', async () => {
  const sheets = Array.from({ length: 60 }, (_, nth) => ({ address: `${address}${nth}`, place: `RT ${nth}` }));
  const pdf = await drawPdf(config, drawn('spines', 'a3', { sheets }), { createdAt: new Date(0), locale: 'id' });
  expect(pdf.length).toBeLessThan(12_000_000);
  // 297 × 420 mm in points
  const boxes = Buffer.from(pdf)
    .toString('latin1')
    .match(/MediaBox \[0 0 841\.8\d* 1190\.5\d*\]/g);
  expect(boxes).toHaveLength(60);
});

test('words in letters that the compiler does not have are drawn too', async () => {
  const words = { ...drawn('night', 'a4').words, title: 'ꦏꦚ꧀ꦕꦶꦭ꧀', second: '图书馆' };
  const png = await drawPng(config, drawn('night', 'a4', { words }), { locale: 'id', width: WIDTH });
  expect((await codesOn(await pictured(png))).map(({ text }) => text)).toEqual([address]);
});
