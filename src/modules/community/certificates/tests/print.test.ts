import sharp from 'sharp';
import { expect, test } from 'vitest';
import { drawnQr } from '#platform/papers/drawings';
import { readConfig } from '#platform/config';
import { setHere } from '#platform/papers/pdf';
import { drawPages, readPiece, type Page } from '../../../../../tests/support/read-print.ts';

const config = readConfig({});
const ADDRESS = 'https://perpus.example/sertifikat/ABCD-EFGH-JKLM';
const LONG = `${'Raden Ajeng Kusumaningrum Puspitasari Wulandari Hadiningrat '.repeat(2).slice(0, 93)}x`;
const signer = (nth: number, more: object = {}) => ({
  placeDate: nth === 0 ? 'Blitar, 27 November 2026' : '\u00a0',
  office: 'Kepala Perpustakaan',
  name: `Penanda Tangan ${nth + 1}, S.IP.`,
  details: nth % 2 === 0 ? 'NIP 19700101 199001 2 001' : '',
  ...more,
});

/** The fronts of certificates, drawn as a printer would; each has two sides and no third. */
async function fronts(...certificates: { name?: string; signs?: object[]; more?: object }[]): Promise<Page[]> {
  return frontsWith('', ...certificates);
}
/** The same with a logo beside the kop. */
async function frontsWith(
  logo: string,
  ...certificates: { name?: string; signs?: object[]; more?: object }[]
): Promise<Page[]> {
  const whole = certificates.map(({ name = 'Siti Aminah', signs = [signer(0)], more }) => ({
    head: 'PEMERINTAH KOTA BLITAR · DINAS PERPUSTAKAAN DAN KEARSIPAN',
    number: '001/SERT/KOTA/2026',
    name,
    institution: 'Perpustakaan Kelurahan Karangtengah',
    sentence: 'sebagai peserta Lokakarya Literasi Informasi, di Perpustakaan Kota, 25 sampai 27 November 2026.',
    facts: '',
    signs,
    materials: [{ title: 'Literasi', speakers: 'Arif', jp: '4' }],
    jp: '4',
    revoked: false,
    verify: { address: ADDRESS, svg: drawnQr(ADDRESS) },
    ...more,
  }));
  const paper = {
    template: 'modules/community/certificates/templates/certificate.typ',
    data: { title: 'Sertifikat', logo, certificates: whole },
    locale: 'id' as const,
    createdAt: new Date(0),
  };
  const pages = await drawPages(await setHere(config, paper));
  expect(pages).toHaveLength(certificates.length * 2);
  return pages.filter((_, nth) => nth % 2 === 0);
}

/** Dark dots of each row of dots in a piece; millimetres. */
async function rowsOf({ pixels, width }: Page, piece: { x: number; y: number; w: number; h: number }) {
  const dot = pixels.width / width;
  const [left, top, w, h] = [piece.x, piece.y, piece.w, piece.h].map((mm) => Math.round(mm * dot));
  const grey = await sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: 4 } })
    .extract({ left: left ?? 0, top: top ?? 0, width: w ?? 1, height: h ?? 1 })
    .flatten({ background: '#fff' })
    .greyscale()
    .raw()
    .toBuffer();
  const rows = Array.from({ length: h ?? 0 }, (_, row) =>
    grey.subarray(row * (w ?? 0), (row + 1) * (w ?? 0)).reduce((sum, value) => sum + (value < 140 ? 1 : 0), 0),
  );
  const lines: { from: number; to: number; ink: number }[] = [];
  for (const [row, ink] of rows.entries()) {
    const last = lines.at(-1);
    if (ink === 0) continue;
    if (last && row - last.to === 1) Object.assign(last, { to: row, ink: last.ink + ink });
    else lines.push({ from: row, to: row, ink });
  }
  return lines;
}

test('one to four sign: the code is read, nothing lies over it, and offices and names stand at one height', async () => {
  const numbers = [1, 2, 3, 4];
  const pages = await fronts(...numbers.map((count) => ({ signs: numbers.slice(0, count).map((_, i) => signer(i)) })));
  for (const [nth, page] of pages.entries()) {
    const count = nth + 1;
    const codes = await readPiece(page, { x: 20, y: 150, width: 60, height: 50 });
    expect(codes.map(({ text }) => text)).toEqual([ADDRESS]);
    // the room of the code itself: beside its modules nothing stands in it
    const [code] = codes;
    const above = await rowsOf(page, { x: 22, y: (code?.y ?? 0) + 150 - 4, w: 50, h: 2 });
    expect(above).toEqual([]);
    if (count === 1) continue;
    const [x, step] = count === 2 ? [131, 76] : [22, 261 / count];
    const columns = await Promise.all(
      Array.from({ length: count }, async (_, i) => rowsOf(page, { x: x + i * step, y: 100, w: 50, h: 92 })),
    );
    // the first has the place above its office, what is below is alike in all
    const ownOf = (i: number) => (columns[i] ?? []).slice(i === 0 ? 1 : 0).slice(0, 2);
    for (let i = 1; i < count; i += 1) {
      expect(ownOf(i).length).toBeGreaterThan(0);
      expect(ownOf(i)[0]?.from).toBe(ownOf(0)[0]?.from);
    }
  }
});

test('a name of ninety-four letters stands whole on its page, with four who sign and long offices', async () => {
  expect(LONG).toHaveLength(94);
  const office = 'Kepala Dinas Perpustakaan dan Kearsipan Daerah Kota Blitar Provinsi Jawa Timur';
  const signs = [0, 1, 2, 3].map((nth) => signer(nth, { office, name: LONG }));
  const [page, short] = await fronts({ name: LONG, signs }, { name: LONG });
  if (!page || !short) throw new Error('two pages');
  expect((await readPiece(page, { x: 20, y: 150, width: 60, height: 50 })).map(({ text }) => text)).toEqual([ADDRESS]);
  // within the margins left and right
  for (const edge of [0, 280]) expect(await rowsOf(short, { x: edge, y: 30, w: 15, h: 150 })).toEqual([]);
});

test('as long as every field may be, with a logo, four who sign and taken back, a front is one page with its code', async () => {
  const long = (count: number): string =>
    'Perpustakaan Kelurahan Karangtengah dan Umum '.repeat(20).slice(0, count).trim();
  const signs = [0, 1, 2, 3].map((nth) => signer(nth, { office: long(160), name: long(120), details: long(160) }));
  const more = { head: long(200), institution: long(200), sentence: long(600), revoked: true };
  const logo = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
  const office = 'Kepala Dinas Perpustakaan dan Kearsipan Daerah Kota Blitar Provinsi Jawa Timur';
  const pages = await frontsWith(
    logo,
    { name: long(120), signs, more },
    { name: LONG, signs: [0, 1, 2, 3].map((nth) => signer(nth, { office, name: LONG })) },
    { name: long(120), signs: signs.slice(0, 2), more },
  );
  for (const page of pages) {
    const codes = await readPiece(page, { x: 20, y: 140, width: 60, height: 60 });
    expect(codes.map(({ text }) => text)).toEqual([ADDRESS]);
  }
});

test.each([
  ['Han', '陳陳陳陳', '慧慧慧慧'],
  ['Han without traditional forms', '张张张张', '丽丽丽丽'],
  ['Javanese', 'ꦲꦲꦲꦲ', 'ꦮꦮꦮꦮ'],
])('names in %s script are printed in their letters, not as empty boxes', async (_script, one, other) => {
  const [first, second] = await fronts({ name: one }, { name: other });
  if (!first || !second) throw new Error('two pages');
  const name = { x: 60, y: 40, w: 180, h: 60 };
  const ink = async (page: Page) => (await rowsOf(page, name)).reduce((sum, line) => sum + line.ink, 0);
  // boxes that stand in for what a font does not have would be as dark as each other
  expect(await ink(first)).not.toBe(await ink(second));
});
