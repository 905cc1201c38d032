import { expect, test } from 'vitest';
import type { Block } from '#modules/ground/content/client';
import { compileLetter } from '../rendering/compile.ts';
import { letterMjml } from '../rules/letter-mjml.ts';
import { plainLetter, wrapped } from '../rules/letter-plain.ts';
import { linksIn, picturesIn, type LetterText } from '../rules/letter-text.ts';
import { canMove, isWritable } from '../rules/terms.ts';

const blocks: Block[] = [
  { kind: 'heading', level: 2, text: 'Jumat ini di Bendogerit' },
  {
    kind: 'text',
    spans: [
      { text: 'Sulastri mendongeng ' },
      { text: 'Kancil', bold: true },
      { text: ' dari ' },
      { text: 'Kali Lekso', italic: true, href: '/katalog?q=kancil&urut=baru' },
      { text: '. Langsung datang, gratis, dan bukunya boleh dibawa pulang dengan kartu anggota.' },
    ],
  },
  { kind: 'list', ordered: false, items: [[{ text: 'Bawa adik' }], [{ text: 'Bawa tikar' }]] },
  { kind: 'quote', spans: [{ text: 'Anak saya minta lagi.' }], source: 'Bu Ratna' },
  { kind: 'picture', pictureId: 7, alt: 'Anak duduk melingkar', caption: 'Dongeng bulan lalu' },
  { kind: 'gallery', pictures: [{ pictureId: 8, alt: '', caption: '' }] },
  {
    kind: 'table',
    head: true,
    rows: [
      ['Hari', 'Jam'],
      ['Jumat', '15.30'],
    ],
    caption: 'Jadwal',
  },
  { kind: 'callout', tone: 'note', spans: [{ text: 'Datang lebih awal.' }] },
  { kind: 'button', label: 'Lihat jadwal', href: '/kegiatan' },
  { kind: 'file', fileId: 3, label: '' },
  { kind: 'audio', fileId: 4, label: 'Dongeng', spans: [{ text: 'naskah' }] },
  { kind: 'formula', tex: 'a+b', alt: 'a tambah b' },
  { kind: 'embed', embed: 'programme', ref: '12' },
];
const letter = (changes: Partial<LetterText> = {}): LetterText => ({
  language: 'id',
  subject: 'Dongeng sore & buku baru',
  preheader: 'Jumat 15.30 di Bendogerit',
  blocks,
  pictures: new Map([
    [7, { src: 'https://perpus.example/gambar/a.jpg', alt: 'lain', width: 1200 }],
    [8, { src: 'https://perpus.example/gambar/b.jpg', alt: 'Rak anak', width: 400 }],
  ]),
  files: new Map([
    [3, { title: 'Daftar buku', href: 'https://perpus.example/berkas/c.pdf' }],
    [4, { title: 'Rekaman', href: 'https://perpus.example/berkas/d.mp3' }],
  ]),
  cards: new Map([['programme:12', { title: 'Dongeng sore', href: '/kegiatan/dongeng', lines: ['Jumat 15.30'] }]]),
  sender: { name: 'Perpustakaan Kota Blitar', lines: ['Jl. Merdeka 1, Blitar'], href: 'https://perpus.example' },
  archiveHref: 'https://perpus.example/surat-kabar/dongeng',
  linkOf: (href) => (href.startsWith('/') ? `https://perpus.example${href}` : href),
  ...changes,
});
const html = async (changes: Partial<LetterText> = {}): Promise<string> => compileLetter(letterMjml(letter(changes)));
const hrefs = (source: string): string[] =>
  [...source.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, href = '']) => href);

test('a letter has its words in both forms, for light and dark, and all its addresses are whole', async () => {
  const source = await html();
  for (const said of [
    '<h1',
    'Dongeng sore &amp; buku baru',
    'Jumat ini di Bendogerit',
    '<strong>Kancil</strong>',
    '<li style="margin:0 0 4px;">Bawa tikar</li>',
    'Bu Ratna',
    'alt="Anak duduk melingkar"',
    'alt="Rak anak"',
    '<th scope="col"',
    'Unduh: Daftar buku',
    'Dengarkan: Dongeng',
    'a tambah b',
    'Jl. Merdeka 1, Blitar',
    'lang="id"',
    'prefers-color-scheme: dark',
    'name="color-scheme" content="light dark"',
  ])
    expect(source).toContain(said);
  const places = ['%PREFERENCES%', '%UNSUBSCRIBE%'];
  const others = hrefs(source).filter((href) => !places.includes(href));
  expect(others.filter((href) => !href.startsWith('https://perpus.example'))).toEqual([]);
  expect(others).toContain('https://perpus.example/katalog?q=kancil&amp;urut=baru');
  expect(hrefs(source)).toEqual(expect.arrayContaining(places));
});

test('a letter runs nothing, fetches nothing but its pictures, and tells nobody that it was opened', async () => {
  const source = await html();
  expect(source).not.toMatch(/<script|<iframe|<form|@import|url\(|fonts\.googleapis|<link/i);
  const pictures = [...source.matchAll(/<img[^>]*>/g)].map(([tag]) => tag);
  expect(pictures).toHaveLength(2);
  expect(pictures.every((tag) => tag.includes('/gambar/'))).toBe(true);
});

test('what people write is words in a letter, whatever signs are in it', async () => {
  const nasty = '<script>alert(1)</script><mj-include path="/etc/passwd" />"\'&]]>{{x}}';
  const source = await html({
    subject: nasty,
    preheader: nasty,
    blocks: [
      { kind: 'text', spans: [{ text: nasty, href: 'https://jahat.example/?a="><script>' }] },
      { kind: 'heading', level: 2, text: nasty },
      { kind: 'button', label: nasty, href: '/x' },
      { kind: 'picture', pictureId: 7, alt: nasty, caption: nasty },
    ],
  });
  expect(source).not.toMatch(/<script|<mj-include|root:/i);
  expect(source).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test('who reads without form reads all of it, in short lines', () => {
  const text = plainLetter(letter());
  const inOneLine = text.replaceAll(/\s+/g, ' ');
  expect(inOneLine).toContain('Kali Lekso (https://perpus.example/katalog?q=kancil&urut=baru)');
  for (const said of [
    'JUMAT INI DI BENDOGERIT',
    '- Bawa adik\n- Bawa tikar',
    '> Anak saya minta lagi.\n— Bu Ratna',
    '[Anak duduk melingkar. Dongeng bulan lalu]',
    '[Rak anak]',
    'Hari | Jam\nJumat | 15.30',
    'Lihat jadwal:\nhttps://perpus.example/kegiatan',
    'Unduh: Daftar buku\nhttps://perpus.example/berkas/c.pdf',
    'Dongeng sore\nJumat 15.30\nhttps://perpus.example/kegiatan/dongeng',
    'Perpustakaan Kota Blitar, Jl. Merdeka 1, Blitar',
    'Atur langganan: %PREFERENCES%',
    'Berhenti berlangganan: %UNSUBSCRIBE%',
  ])
    expect(text).toContain(said);
  const long = text.split('\n').filter((line) => line.length > 72 && !line.includes('https://'));
  expect(long).toEqual([]);
  expect(
    wrapped(`${'kata '.repeat(40)}`)
      .split('\n')
      .every((line) => line.length <= 72),
  ).toBe(true);
});

test('in English the words around it are English', async () => {
  const source = await html({ language: 'en' });
  expect(source).toContain('Unsubscribe');
  expect(source).not.toContain('Berhenti berlangganan');
  expect(plainLetter(letter({ language: 'en' }))).toContain('Change what you receive: %PREFERENCES%');
});

test('a picture, file or thing that is gone leaves no hole', async () => {
  const gone = { pictures: new Map(), files: new Map(), cards: new Map() };
  const source = await html(gone);
  expect(source).not.toContain('<img');
  expect(source).not.toContain('undefined');
  expect(plainLetter(letter(gone))).not.toContain('undefined');
  expect(picturesIn(letter(gone))).toEqual([]);
});

test('every link is known before it is sent, with its words', () => {
  expect(linksIn(letter())).toEqual([
    { href: '/katalog?q=kancil&urut=baru', label: 'Kali Lekso' },
    { href: '/kegiatan', label: 'Lihat jadwal' },
    { href: 'https://perpus.example/berkas/c.pdf', label: 'Unduh: Daftar buku' },
    { href: 'https://perpus.example/berkas/d.mp3', label: 'Dengarkan: Dongeng' },
    { href: '/kegiatan/dongeng', label: 'Dongeng sore' },
  ]);
});

test('what was approved is not written any more, and what was sent not cancelled', () => {
  expect(isWritable('submitted')).toBe(true);
  expect(isWritable('approved')).toBe(false);
  expect(canMove('draft', 'approve')).toBe(false);
  expect(canMove('scheduled', 'reopen')).toBe(true);
  expect(canMove('sending', 'cancel')).toBe(true);
  expect(canMove('sent', 'cancel')).toBe(false);
  expect(canMove('approved', 'remove')).toBe(false);
});
