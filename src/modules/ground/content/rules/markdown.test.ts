import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blocksInput } from '../schema.ts';
import type { Block } from './blocks.ts';
import { blocksOfMarkdown } from './markdown.ts';
import { normalBlocks } from './normal-blocks.ts';
import { anyBlock, anyText } from './testing/any-blocks.ts';
import { markdownOfBlocks } from './to-markdown.ts';

const ours = (pictureId: number) => `/gambar/${pictureId}`;
const read = (markdown: string) => blocksOfMarkdown(markdown).blocks;

const WRITING = `# Pekan Literasi

Datang ke **Perpustakaan Kota** hari
*Sabtu*. Lihat [jadwal](/kegiatan).

#### Yang dibawa

- Kartu anggota
- Buku:
  1. yang dipinjam
  2. yang disumbang

> Buku adalah jendela dunia.
> — Pepatah

> [!WARNING]
> Lantai dua ditutup.

| Hari | Jam |
| --- | --- |
| Sabtu | 9–15 |

: Jam buka

---

![Anak membaca](/gambar/12 "Foto: perpustakaan")

![a](/gambar/1)
![b](/gambar/2)

![luar](https://a.id/x.png)

[Daftar sekarang](/daftar){tombol}

[Formulir](/berkas/3){berkas}

[Dongeng](/berkas/4){video}

> [!TRANSKRIP]
> **Dewi:** Pada suatu hari.

$$
\\frac{a}{b} % dibagi
+ 1
$$

: a dibagi b

$$\\frac{1$$

{{record:123}}
`;

test('a writing in markdown is read with all its parts', () => {
  expect(read(WRITING)).toEqual([
    { kind: 'heading', level: 2, text: 'Pekan Literasi' },
    {
      kind: 'text',
      spans: [
        { text: 'Datang ke ' },
        { text: 'Perpustakaan Kota', bold: true },
        { text: ' hari ' },
        { text: 'Sabtu', italic: true },
        { text: '. Lihat ' },
        { text: 'jadwal', href: '/kegiatan' },
        { text: '.' },
      ],
    },
    { kind: 'heading', level: 3, text: 'Yang dibawa' },
    {
      kind: 'list',
      ordered: false,
      items: [
        [{ text: 'Kartu anggota' }],
        [{ text: 'Buku:' }],
        [{ text: 'yang dipinjam' }],
        [{ text: 'yang disumbang' }],
      ],
    },
    { kind: 'quote', spans: [{ text: 'Buku adalah jendela dunia.' }], source: 'Pepatah' },
    { kind: 'callout', tone: 'warn', spans: [{ text: 'Lantai dua ditutup.' }] },
    {
      kind: 'table',
      head: true,
      rows: [
        ['Hari', 'Jam'],
        ['Sabtu', '9–15'],
      ],
      caption: 'Jam buka',
    },
    { kind: 'picture', pictureId: 12, alt: 'Anak membaca', caption: 'Foto: perpustakaan' },
    {
      kind: 'gallery',
      pictures: [
        { pictureId: 1, alt: 'a', caption: '' },
        { pictureId: 2, alt: 'b', caption: '' },
      ],
    },
    { kind: 'text', spans: [{ text: 'luar', href: 'https://a.id/x.png' }] },
    { kind: 'button', label: 'Daftar sekarang', href: '/daftar' },
    { kind: 'file', fileId: 3, label: 'Formulir' },
    {
      ...{ kind: 'video', fileId: 4, label: 'Dongeng' },
      spans: [{ text: 'Dewi:', bold: true }, { text: ' Pada suatu hari.' }],
    },
    { kind: 'formula', tex: '\\frac{a}{b} + 1', alt: 'a dibagi b' },
    { kind: 'text', spans: [{ text: '$$\\frac{1$$' }] },
    { kind: 'embed', embed: 'record', ref: '123' },
  ]);
});

test('what is marked as a file and is none of ours is a text with its link', () => {
  expect(read('[Formulir](https://a.id/x.pdf){berkas}')).toEqual([
    { kind: 'text', spans: [{ text: 'Formulir', href: 'https://a.id/x.pdf' }, { text: '{berkas}' }] },
  ]);
  expect(read('> [!TRANSKRIP]\n> kata')).toEqual([{ kind: 'text', spans: [{ text: 'kata' }] }]);
});

test('links that are named elsewhere, lines that end with a backslash, code and HTML leave their words', () => {
  expect(read('Baca [aturan][a].\\\nLalu datang.\n\n[a]: /aturan')).toEqual([
    { kind: 'text', spans: [{ text: 'Baca ' }, { text: 'aturan', href: '/aturan' }, { text: '.\nLalu datang.' }] },
  ]);
  expect(read('```js\nlet a = 1;\n```\n\n<div>Satu <b>dua</b><script>alert(1)</script></div>\n')).toEqual([
    { kind: 'text', spans: [{ text: 'let a = 1;' }] },
    { kind: 'text', spans: [{ text: 'Satu ' }, { text: 'dua', bold: true }] },
  ]);
  expect(read('[Klik](javascript:alert(1)){tombol}')).toEqual([{ kind: 'text', spans: [{ text: 'Klik' }] }]);
});

test('blocks that are written as markdown are read as they were', () => {
  fc.assert(
    fc.property(fc.array(anyBlock, { maxLength: 5 }), (blocks: Block[]) => {
      const normal = normalBlocks(blocks);
      expect(normalBlocks(normal.blocks)).toEqual({ blocks: normal.blocks, cut: false });
      expect(blocksInput.parse(normal.blocks)).toEqual(normal.blocks);
      expect(blocksOfMarkdown(markdownOfBlocks(blocks, ours))).toEqual({ blocks: normal.blocks, cut: false });
    }),
    { numRuns: 3000 },
  );
});

test('whatever is sent as markdown, blocks come of it that can be kept', () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 30 }), (parts) => {
      const { blocks } = blocksOfMarkdown(parts.join('\n'));
      expect(blocksInput.safeParse(blocks).error).toBeUndefined();
      expect(read(markdownOfBlocks(blocks, ours))).toEqual(blocks);
    }),
    { numRuns: 1000 },
  );
});

test('what only looks like a formula keeps all its words', () => {
  for (const words of ['$$ diskon 50% untuk anggota $$', '$$\\nope{1}$$'])
    expect(read(words)).toEqual([{ kind: 'text', spans: [{ text: words }] }]);
});

test('what is longer than a writing is cut, and that is told', () => {
  const many = blocksOfMarkdown(Array.from({ length: 301 }, (_, i) => `Alinea ${i}`).join('\n\n'));
  expect(many).toMatchObject({ cut: true });
  expect(many.blocks).toHaveLength(300);
  expect(blocksOfMarkdown('kata '.repeat(100_000)).cut).toBe(true);
  // a paragraph too long for one block is several, and nothing of it is lost
  const long = blocksOfMarkdown('kata '.repeat(9000));
  expect(long.cut).toBe(false);
  expect(long.blocks).toHaveLength(3);
});

test('what is nested without end is read as if it were nested a little', () => {
  const deep = (part: string) => blocksOfMarkdown(`${part.repeat(50_000)} dalam`).blocks;
  expect(deep('>')).toEqual([{ kind: 'quote', spans: [{ text: 'dalam' }], source: '' }]);
  expect(deep('- ').at(-1)).toMatchObject({ kind: 'list', items: [[{ text: 'dalam' }]] });
  expect(deep('[')).toMatchObject([{ kind: 'text' }, { kind: 'text' }, { kind: 'text' }]);
});
