import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test.each([
  ['Fisika &amp; Kimia', 'Fisika & Kimia'],
  ['Caf&#233; &#xE9;toile &eacute;', 'Café étoile é'],
  ['Judul &amp;amp; anak judul', 'Judul & anak judul'],
  ['<i>Homo sapiens</i> dan <b>kita</b>', 'Homo sapiens dan kita'],
  ['&lt;i&gt;Homo sapiens&lt;/i&gt;', 'Homo sapiens'],
  ['Satu<br />Dua<p class="x">Tiga</p>', 'Satu\nDua\nTiga\n'],
  ['H<sub>2</sub>O', 'H2O'],
  ['Judul<!-- lama --> baru <!-- lagi', 'Judul baru <!-- lagi'],
  ['&#150; &ldquo;kutipan&rdquo; &hellip;', '– “kutipan” …'],
  ['A&nbsp;B', 'A B'],
  // what only looks like a tag or an entity
  ['jika x < y dan y > z', 'jika x < y dan y > z'],
  ['jika x &lt; y', 'jika x < y'],
  ['R&D; AT&T', 'R&D; AT&T'],
  ['&tidakada; &#0; &#xD800; &#9999999;', '&tidakada; &#0; &#xD800; &#9999999;'],
  ['<Toer, Pramoedya>', '<Toer, Pramoedya>'],
])('%s', (written, text) => {
  expect(plainText(written)).toBe(text);
});

test('a long value of openings without an end is read through once', () => {
  const openings = ['<i ', '&#', '<!--', '<script>', '&'].map((opening) => opening.repeat(200_000));
  for (const value of openings) expect(plainText(value).length).toBeLessThanOrEqual(value.length);
});
