import { expect, test } from 'vitest';
import type { Block, Span } from './blocks.ts';
import { CHECK_CODES, checkWriting, type CheckedWriting } from './checks.ts';

const text = (words: string, more: Omit<Span, 'text'> = {}): Block => ({
  kind: 'text',
  spans: [{ text: words, ...more }],
});
const heading = (words: string, level: 2 | 3 = 2): Block => ({ kind: 'heading', level, text: words });
const words = (count: number) => `Kata ${'kata '.repeat(count - 1)}`.trim();
const said = (blocks: Block[], more: Partial<CheckedWriting> = {}) =>
  checkWriting({ title: 'Pekan Literasi', blocks, english: null, language: 'id', ...more });
const codes = (blocks: Block[], more: Partial<CheckedWriting> = {}) =>
  said(blocks, more).map(({ code, at }) => [code, at]);

test('of a writing in which all is well nothing is said', () => {
  const link = (href: string): Block => ({ kind: 'text', spans: [{ text: 'Lihat jadwal ' }, { text: href, href }] });
  expect(
    said([
      heading('Jadwal'),
      text('Perpustakaan di Jl. Merdeka No. 1 buka pukul 09.00. RSUD di sebelahnya.'),
      heading('Sabtu', 3),
      link('/jam'),
      link('/kegiatan'),
      { kind: 'table', head: true, rows: [['HARI YANG DITENTUKAN BERSAMA']], caption: '' },
      { kind: 'picture', pictureId: 1, alt: 'Anak membaca', caption: '' },
      { kind: 'button', label: 'Daftar', href: '/daftar' },
    ]),
  ).toEqual([]);
});

test('a writing needs a title and words, and every picture says what it shows', () => {
  expect(said([text('  ')], { title: ' ' })).toEqual([
    { code: 'no_title', at: null, params: {}, blocking: true },
    { code: 'empty_writing', at: null, params: {}, blocking: true },
  ]);
  const pictures = ['', 'Rak', ' '].map((alt, i) => ({ pictureId: i + 1, alt, caption: 'Foto' }));
  expect(said([{ kind: 'gallery', pictures }])).toEqual([
    { code: 'picture_without_alt', at: 0, params: { count: 2 }, blocking: true },
  ]);
});

test('a recording says what is said in it: a video by captions or a transcript, a sound by a transcript', () => {
  const recording = (kind: 'audio' | 'video', words = ''): Block => ({
    ...{ kind, fileId: 7, label: 'Dongeng Sabtu' },
    spans: words === '' ? [] : [{ text: words }],
  });
  const silent = { code: 'recording_without_words', at: 0, params: { words: 'Dongeng Sabtu' }, blocking: true };
  for (const kind of ['audio', 'video'] as const) {
    expect(said([recording(kind)])).toEqual([silent]);
    expect(said([recording(kind, ' ')])).toEqual([silent]);
    expect(said([recording(kind, 'Pada suatu hari.')])).toEqual([]);
  }
  const captioned = new Set([7]);
  expect(said([recording('video')], { captioned })).toEqual([]);
  expect(said([recording('audio')], { captioned })).toEqual([silent]);
  expect(said([recording('video')], { captioned: new Set([8]) })).toEqual([silent]);
});

test('a file alone is a writing, and a formula is to have words for who listens', () => {
  expect(said([{ kind: 'file', fileId: 1, label: '' }])).toEqual([]);
  expect(said([{ kind: 'formula', tex: 'E = mc^2', alt: 'E sama dengan m c kuadrat' }])).toEqual([]);
  expect(codes([{ kind: 'formula', tex: 'E = mc^2', alt: '' }])).toEqual([['formula_without_alt', 0]]);
  expect(codes([{ kind: 'formula', tex: ' ', alt: '' }])).toEqual([['empty_writing', null]]);
});

test('headings stand in their order, with something below each', () => {
  expect(
    codes([heading('Kecil', 3), text('a'), heading('Besar'), heading('Lain'), heading('Bagian', 3), text('b')]),
  ).toEqual([
    ['heading_skips_level', 0],
    ['heading_without_text_below', 2],
  ]);
  expect(codes([heading('  '), text('a'), heading('Akhir')])).toEqual([
    ['heading_without_text_below', 2],
    ['empty_heading', 0],
  ]);
});

test('long sentences are told with how they begin, ten at most, and long paragraphs with their words', () => {
  expect(codes([text(words(25))])).toEqual([]);
  expect(said([text(`Pendek saja. ${words(26)}.`)])).toEqual([
    { code: 'long_sentence', at: 0, params: { count: 26, words: 'Kata kata kata kata kata kata' }, blocking: false },
  ]);
  expect(codes(Array.from({ length: 12 }, () => text(words(30))))).toHaveLength(10);
  expect(said([text(`${words(20)}. `.repeat(7))])).toEqual([
    { code: 'long_paragraph', at: 0, params: { count: 140 }, blocking: false },
  ]);
});

test('a link says where it leads, and the same words lead to the same place', () => {
  for (const vague of ['Klik di sini', 'di sini.', 'Baca selengkapnya…', 'here', '→'])
    expect(codes([text(vague, { href: '/a' })])).toEqual([['link_says_nothing', 0]]);
  expect(codes([text('klik di sini', { href: '/a' })], { language: 'en' })).toEqual([]);
  expect(
    codes([text('Jadwal', { href: '/a' }), text('jadwal', { href: '/a' }), text('JADWAL', { href: '/b' })]),
  ).toEqual([['same_words_other_link', 2]]);
  expect(said([text('Jadwal', { href: 'javascript:alert(1)' })])).toEqual([
    { code: 'unsafe_link', at: 0, params: { words: 'Jadwal' }, blocking: true },
  ]);
  const parts: Span[] = [
    { text: 'Klik ', href: '/a' },
    { text: 'jadwal', bold: true, href: '/a' },
  ];
  expect(codes([{ kind: 'text', spans: parts }])).toEqual([]);
});

test('a recording says what is said in it to whoever reads English, too', () => {
  const video = (label: string, said: string): Block => ({
    ...{ kind: 'video', fileId: 7, label },
    spans: said === '' ? [] : [{ text: said }],
  });
  const [told, silent] = [video('Tur', 'Selamat datang.'), video('Tour', '')];
  const flaws = (more: Partial<CheckedWriting>) =>
    codes([told], more).filter(([code]) => code === 'recording_without_words');
  expect(flaws({ english: [silent] })).toEqual([['recording_without_words', 0]]);
  expect(flaws({ english: [silent], captioned: new Set([7]) })).toEqual([]);
  expect(flaws({ english: [video('Tour', 'Welcome.')] })).toEqual([]);
});

test('a table has a row that says what stands below, nobody shouts, nothing stands twice', () => {
  const button: Block = { kind: 'button', label: 'Daftar', href: '/daftar' };
  const embed: Block = { kind: 'embed', embed: 'record', ref: '1' };
  expect(
    codes([
      { kind: 'table', head: false, rows: [['a']], caption: '' },
      text('PERHATIAN UNTUK SEMUA ANGGOTA'),
      button,
      embed,
      button,
      embed,
    ]),
  ).toEqual([
    ['table_without_head', 0],
    ['all_capitals', 1],
    ['button_twice', 4],
    ['embed_twice', 5],
  ]);
});

test('what is not told in English is counted', () => {
  const blocks: Block[] = [heading('Satu'), text('dua'), text('tiga'), { kind: 'embed', embed: 'record', ref: '1' }];
  expect(said(blocks, { english: [heading('One'), text(' ')] })).toEqual([
    { code: 'english_missing', at: null, params: { count: 2 }, blocking: false },
  ]);
  expect(said(blocks, { english: null })).toEqual([]);
});

test('the longest of writings is checked, whatever stands in it', () => {
  const parts = ['a. A', '. ', '"”) ', 'A\n', 'x', '… ', 'AB.C! '];
  const blocks = Array.from({ length: 300 }, (_, i) => {
    const part = parts[i % parts.length] ?? '';
    return text(part.repeat(Math.floor(20_000 / part.length)), { href: '/a' });
  });
  for (const { code } of said(blocks)) expect(CHECK_CODES).toContain(code);
});
