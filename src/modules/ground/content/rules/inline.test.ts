import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSafeAddress, type Span } from './blocks.ts';
import { normalSpans, plainOf, spansOf, wordsOfSpans } from './inline.ts';
import { anySpans } from './testing/any-blocks.ts';

test('stars make words bold or italic, and brackets a link', () => {
  expect(spansOf('Baca **Laskar Pelangi** dan *Bumi Manusia*, lalu [daftar](/daftar).')).toEqual([
    { text: 'Baca ' },
    { text: 'Laskar Pelangi', bold: true },
    { text: ' dan ' },
    { text: 'Bumi Manusia', italic: true },
    { text: ', lalu ' },
    { text: 'daftar', href: '/daftar' },
    { text: '.' },
  ]);
  expect(spansOf('***keduanya*** dan **[tebal](https://a.id/b_(c))**')).toEqual([
    { text: 'keduanya', bold: true, italic: true },
    { text: ' dan ' },
    { text: 'tebal', bold: true, href: 'https://a.id/b_(c)' },
  ]);
  expect(spansOf('__tebal__ dan _miring_, nama_berkas_ini, 5 * 3 * 2, ** sendiri')).toEqual([
    { text: 'tebal', bold: true },
    { text: ' dan ' },
    { text: 'miring', italic: true },
    { text: ', nama_berkas_ini, 5 * 3 * 2, ** sendiri' },
  ]);
});

test('stars in stars are paired as everywhere', () => {
  expect(spansOf('*a**b*')).toEqual([{ text: 'a**b', italic: true }]);
  expect(spansOf('**a *b* c**')).toEqual([
    { text: 'a', bold: true },
    { text: ' ' },
    { text: 'b', bold: true, italic: true },
    { text: ' ' },
    { text: 'c', bold: true },
  ]);
  expect(spansOf('*a _b* c_')).toEqual([{ text: 'a _b', italic: true }, { text: ' c_' }]);
});

test('an address of the web is a link without the sign that ends the sentence', () => {
  expect(spansOf('Lihat https://a.id/x?b=1&c=2, (https://b.id/c) atau <https://d.id>.')).toEqual([
    { text: 'Lihat ' },
    { text: 'https://a.id/x?b=1&c=2', href: 'https://a.id/x?b=1&c=2' },
    { text: ', (' },
    { text: 'https://b.id/c', href: 'https://b.id/c' },
    { text: ') atau ' },
    { text: 'https://d.id', href: 'https://d.id' },
    { text: '.' },
  ]);
  expect(spansOf('Baca (https://a.id/Bumi_(novel)).')).toEqual([
    { text: 'Baca (' },
    { text: 'https://a.id/Bumi_(novel)', href: 'https://a.id/Bumi_(novel)' },
    { text: ').' },
  ]);
});

test('HTML, code and pictures make nothing of their own, and of an address that leads astray the words stay', () => {
  const html = '<b onclick="x()">tebal</b> `kode` ~~coret~~ <script>alert(1)</script>';
  expect(spansOf(html)).toEqual([{ text: html }]);
  expect(spansOf('[klik](javascript:alert(1)) [sini](//evil.example) [sana](https://a@b.example/)')).toEqual([
    { text: 'klik sini sana' },
  ]);
  expect(spansOf('![sampul](https://a.id/x.png) ![](/b)')).toEqual([
    { text: 'sampul', href: 'https://a.id/x.png' },
    { text: ' ' },
    { text: '/b', href: '/b' },
  ]);
  expect(spansOf('Fish &amp; chips &#8211; &tidakada; \\*bintang\\*')).toEqual([
    { text: 'Fish & chips – &tidakada; *bintang*' },
  ]);
});

test('spans that are alike become one, and a space belongs to a mark only within it', () => {
  const bold = true;
  expect(
    normalSpans([{ text: ' a ', bold }, { text: '' }, { text: ' b', bold }, { text: '\u00a0 c  \r\n d ' }]),
  ).toEqual([{ text: 'a b', bold }, { text: ' c\nd' }]);
  expect(
    normalSpans([
      { text: 'a ', bold },
      { text: 'b', italic: true },
    ]),
  ).toEqual([{ text: 'a', bold }, { text: ' ' }, { text: 'b', italic: true }]);
  expect(normalSpans([{ text: 'x', href: 'javascript:1' }, { text: 'y\u202e\0\ud800' }])).toEqual([
    { text: 'xy\ufffd' },
  ]);
  expect(plainOf([{ text: 'a', bold }, { text: ' b' }])).toBe('a b');
});

test('what is written back is read again as it was, whatever signs are in it', () => {
  fc.assert(
    fc.property(anySpans, (spans: Span[]) => {
      const normal = normalSpans(spans);
      expect(spansOf(wordsOfSpans(spans))).toEqual(normal);
      expect(normalSpans(normal)).toEqual(normal);
    }),
    { numRuns: 2000 },
  );
});

test('whatever is typed, spans come of it that are kept as they are, with safe addresses', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          '*',
          '**',
          '_',
          '[',
          ']',
          '(',
          ')',
          '/a',
          'https://a.id',
          '\\',
          '`',
          '<',
          '!',
          '&',
          ' ',
          '\n',
          'x',
        ),
      )
      .map((all) => all.join('')),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const spans = spansOf(text);
      expect(spans).toEqual(normalSpans(spans));
      expect(spansOf(wordsOfSpans(spans))).toEqual(spans);
      for (const { href } of spans) expect(href === undefined || isSafeAddress(href)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
