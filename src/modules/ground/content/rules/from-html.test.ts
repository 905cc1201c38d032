import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blocksOfHtml } from './from-html.ts';
import { GOOGLE_DOCS, LIBREOFFICE, NEWSPAPER, WHATSAPP, WORD } from './testing/pasted-pages.ts';

test('what comes from Word keeps its headings, lists, marks and tables, and nothing of its machinery', () => {
  expect(blocksOfHtml(WORD)).toEqual({
    cut: false,
    pictures: 1,
    blocks: [
      { kind: 'heading', level: 2, text: 'Laporan Kunjungan' },
      { kind: 'heading', level: 2, text: 'Ringkasan' },
      {
        kind: 'text',
        spans: [
          { text: 'Sepanjang bulan ini ' },
          { text: '1.204 orang', bold: true },
          { text: ' datang, “paling banyak” ' },
          { text: 'hari Sabtu', italic: true },
          { text: '. Lihat ' },
          { text: 'laman kami', href: 'https://perpus.example.go.id/laporan' },
          { text: '.' },
        ],
      },
      {
        kind: 'list',
        ordered: false,
        items: [[{ text: 'Ruang anak' }], [{ text: 'Ruang ' }, { text: 'baca', bold: true }], [{ text: 'lantai dua' }]],
      },
      { kind: 'list', ordered: true, items: [[{ text: 'Datang' }], [{ text: 'Duduk' }]] },
      {
        kind: 'table',
        head: false,
        rows: [
          ['Hari', 'Orang', ''],
          ['Senin', '120', 'pagi'],
        ],
        caption: '',
      },
    ],
  });
});

test('what comes from Google Docs is bold by its style alone, and its links lead straight on', () => {
  expect(blocksOfHtml(GOOGLE_DOCS)).toEqual({
    cut: false,
    pictures: 0,
    blocks: [
      { kind: 'heading', level: 2, text: 'Undangan' },
      {
        kind: 'text',
        spans: [
          { text: 'Kami mengundang ' },
          { text: 'Bapak dan Ibu', bold: true },
          { text: ' ke ' },
          { text: 'acara ini', href: 'https://acara.example.id/?id=7&x=1' },
          { text: '.' },
        ],
      },
      {
        kind: 'list',
        ordered: false,
        items: [[{ text: 'Satu' }], [{ text: 'Dua', italic: true }], [{ text: 'Dua koma satu' }]],
      },
      { kind: 'text', spans: [{ text: 'Salam' }] },
    ],
  });
});

test('what comes from LibreOffice keeps lists and lines', () => {
  expect(blocksOfHtml(LIBREOFFICE).blocks).toEqual([
    { kind: 'heading', level: 3, text: 'Tata tertib' },
    { kind: 'list', ordered: true, items: [[{ text: 'Tenang' }], [{ text: 'Bersih\nselalu' }]] },
    { kind: 'text', spans: [{ text: 'Jalan Merdeka 1\nBandung' }] },
    { kind: 'text', spans: [{ text: 'Telepon 022' }] },
  ]);
});

test('of a page of a newspaper the words stay, pictures are counted, and what is hidden or runs is gone', () => {
  expect(blocksOfHtml(NEWSPAPER)).toEqual({
    cut: false,
    pictures: 2,
    blocks: [
      { kind: 'text', spans: [{ text: 'Beranda', href: 'https://koran.example/' }] },
      { kind: 'heading', level: 2, text: 'Perpustakaan Kota Buka Malam' },
      { kind: 'text', spans: [{ text: 'Pengunjung di ruang baca.' }] },
      {
        kind: 'text',
        spans: [{ text: 'BANDUNG', bold: true }, { text: ' – Mulai besok perpustakaan buka hingga pukul 21.' }],
      },
      { kind: 'quote', spans: [{ text: 'Kami ingin pekerja pun sempat membaca.' }], source: 'Kepala Perpustakaan' },
      {
        kind: 'table',
        head: true,
        rows: [
          ['Hari', 'Jam'],
          ['Senin', '9–21'],
        ],
        caption: 'Jam buka',
      },
      { kind: 'text', spans: [{ text: 'Kirim' }] },
    ],
  });
});

test('a message of WhatsApp keeps its lines and its little faces', () => {
  expect(blocksOfHtml(WHATSAPP)).toEqual({
    cut: false,
    pictures: 0,
    blocks: [
      { kind: 'text', spans: [{ text: 'PENGUMUMAN', bold: true }, { text: ' 📚\nBesok kita kumpul.' }] },
      {
        kind: 'text',
        spans: [{ text: 'Bawa buku ya: ' }, { text: 'https://a.example/x', href: 'https://a.example/x' }],
      },
    ],
  });
});

test('links lead straight to where they lead, and those that lead nowhere on our page leave their words', () => {
  const led = (href: string) =>
    blocksOfHtml(`<a href="${href}">kata</a>`).blocks.flatMap((block) => ('spans' in block ? block.spans : []))[0]
      ?.href;
  expect(led('https://www.google.com/url?sa=D&amp;q=https%3A%2F%2Fa.id%2Fb')).toBe('https://a.id/b');
  expect(led('https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.id%2Fb&amp;data=1')).toBe(
    'https://a.id/b',
  );
  expect(led('https://www.google.com/url?q=https://l.facebook.com/l.php?u=https%253A%252F%252Fa.id')).toBe(
    'https://a.id',
  );
  expect(led('https://www.google.com/url?q=javascript:alert(1)')).toBe(
    'https://www.google.com/url?q=javascript:alert(1)',
  );
  expect(led(' https://a.id/berita baru ')).toBe('https://a.id/berita%20baru');
  expect(led('/kegiatan')).toBe('/kegiatan');
  for (const nowhere of ['#_Toc1', 'berita/1', 'file:///C:/a.docx', '//a.id', 'https://a@b.id/', 'javascript:alert(1)'])
    expect(led(nowhere)).toBeUndefined();
});

test('tables that only put words side by side are what stands in them', () => {
  expect(blocksOfHtml('<table><tr><td><h2>Judul</h2><p>Isi</td></tr></table>').blocks).toEqual([
    { kind: 'heading', level: 2, text: 'Judul' },
    { kind: 'text', spans: [{ text: 'Isi' }] },
  ]);
  expect(
    blocksOfHtml('<table><tr><td>kiri<td><table><tr><td>a<td>b</table></table>').blocks.map(({ kind }) => kind),
  ).toEqual(['text', 'table']);
});

test('whatever is badly closed, the words stay', () => {
  expect(blocksOfHtml('<p>satu<p><b>dua<i>tiga</b>empat</div></p></i><li>lima</ul>enam').blocks).toMatchObject([
    { spans: [{ text: 'satu' }] },
    { spans: [{ text: 'dua', bold: true }, { text: 'tiga', bold: true, italic: true }, { text: 'empat' }] },
    { spans: [{ text: 'lima' }] },
    { spans: [{ text: 'enam' }] },
  ]);
  expect(blocksOfHtml('').blocks).toEqual([]);
  expect(blocksOfHtml('<ul><li>a<ul><li>b</ul><li>c</ul>d').blocks).toEqual([
    { kind: 'list', ordered: false, items: [[{ text: 'a' }], [{ text: 'b' }], [{ text: 'c' }]] },
    { kind: 'text', spans: [{ text: 'd' }] },
  ]);
});

test('a page a hundred thousand elements deep is read to its end', () => {
  for (const name of ['div', 'b', 'blockquote', 'ul><li', 'table><tr><td', 'span', 'a href=/x'])
    expect(JSON.stringify(blocksOfHtml(`${`<${name}>`.repeat(100_000)}dalam`).blocks)).toContain('dalam');
});

test('however tags are mixed up, no word of a page is lost, and none comes twice', () => {
  const NAMES =
    'p div b i span a h1 h3 ul ol li table tr td th thead tbody caption blockquote cite br pre form button font o:p math dl dd center';
  const tag = fc
    .tuple(
      fc.constantFrom('', '/'),
      fc.constantFrom(...NAMES.split(' ')),
      fc.constantFrom('', '', ' href=/a', ' colspan=3', ' style="mso-list:l1 level2"'),
    )
    .map(([end, name, attribute]) => `<${end}${name}${end === '' ? attribute : ''}>`);
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 3, arbitrary: tag }, { weight: 2, arbitrary: fc.constant('kata') }), {
        maxLength: 40,
      }),
      (parts) => {
        const html = parts.map((part, i) => (part === 'kata' ? `kata${i}; ` : part)).join('');
        const said = JSON.stringify(blocksOfHtml(html).blocks).match(/kata\d+;/g) ?? [];
        expect(said.toSorted()).toEqual((html.match(/kata\d+;/g) ?? []).toSorted());
      },
    ),
    { numRuns: 1000 },
  );
});
