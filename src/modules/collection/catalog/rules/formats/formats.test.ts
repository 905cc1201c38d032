import { describe, expect, test } from 'vitest';
import { deriveBib } from '#shared/marc/derive';
import { parseMarcText } from '#shared/marc/mnemonic';
import { citeText, CITATION_STYLES, type CitationStyle } from './cite.ts';
import { toBibtex, toRis } from './reference-files.ts';
import { citedWork } from './work.ts';
import { toDublinCore, toMods } from './xml-formats.ts';

const derived = (...lines: string[]) => {
  const { record } = parseMarcText(['=LDR  00000nam\\a2200000\\i\\4500', ...lines].join('\n'));
  if (!record) throw new Error('not MARC text');
  return deriveBib(record);
};
const bumi = derived(
  '=020  \\\\$a978-979-97312-3-4',
  '=041  0\\$aind',
  '=100  0\\$aPramoedya Ananta Toer,$d1925-2006,$epenulis.',
  '=245  10$aBumi Manusia /$cPramoedya Ananta Toer.',
  '=264  \\1$aJakarta :$bLentera Dipantara,$c2005.',
);
const blitar = derived(
  '=100  1\\$aWijayanti, Ratna,$epenulis.',
  '=245  10$aBlitar, Kota Kelahiran Sejarah :$bDari Penataran sampai Pemberontakan PETA.',
  '=250  \\\\$aCet. ke-2.',
  '=264  \\1$aBlitar :$bPustaka Kebonrojo,$c2024.',
  '=700  1\\$aMulyono, Hari,$epenyunting.',
);
const cite = (bib: typeof bumi, style: CitationStyle): string => citeText(citedWork(bib), style);

describe('citing Indonesian names', () => {
  test('a name without a family name is cited whole and never turned round', () => {
    expect(cite(bumi, 'apa')).toBe('Pramoedya Ananta Toer. (2005). Bumi Manusia. Lentera Dipantara.');
    expect(cite(bumi, 'mla')).toBe('Pramoedya Ananta Toer. Bumi Manusia. Lentera Dipantara, 2005.');
    expect(cite(bumi, 'chicago')).toBe('Pramoedya Ananta Toer. Bumi Manusia. Jakarta: Lentera Dipantara, 2005.');
    expect(cite(bumi, 'harvard')).toBe('Pramoedya Ananta Toer (2005) Bumi Manusia. Jakarta: Lentera Dipantara.');
  });

  test('a name of one word stands alone', () => {
    const hamka = derived(
      '=100  0\\$aHamka.',
      '=245  10$aDi Bawah Lindungan Ka’bah.',
      '=264  \\1$aJakarta :$bBulan Bintang,$c1938.',
    );
    expect(cite(hamka, 'apa')).toBe('Hamka. (1938). Di Bawah Lindungan Ka’bah. Bulan Bintang.');
    expect(cite(hamka, 'harvard')).toMatch(/^Hamka \(1938\) /);
  });

  test('a family name comes first, with initials where the style wants them; the editor is named as editor', () => {
    expect(cite(blitar, 'apa')).toBe(
      'Wijayanti, R. (2024). Blitar, Kota Kelahiran Sejarah: Dari Penataran sampai Pemberontakan PETA (H. Mulyono, Ed.; Cet. ke-2). Pustaka Kebonrojo.',
    );
    expect(cite(blitar, 'chicago')).toBe(
      'Wijayanti, Ratna. Blitar, Kota Kelahiran Sejarah: Dari Penataran sampai Pemberontakan PETA. Disunting oleh Hari Mulyono. Cet. ke-2. Blitar: Pustaka Kebonrojo, 2024.',
    );
  });

  test('two authors are joined as Indonesian does, four become dkk.', () => {
    const authors = ['Budi Raharjo', 'Siti Aminah', 'Sunardi', 'Tahi Bonar'];
    const many = (count: number) =>
      derived(
        '=245  00$aIlmu Pengetahuan',
        ...authors.slice(0, count).map((name) => `=700  0\\$a${name}`),
        '=264  \\1$aSolo :$bTiga,$c1999',
      );
    expect(cite(many(2), 'mla')).toBe('Budi Raharjo, dan Siti Aminah. Ilmu Pengetahuan. Tiga, 1999.');
    expect(cite(many(4), 'harvard')).toBe('Budi Raharjo dkk. (1999) Ilmu Pengetahuan. Solo: Tiga.');
    expect(citeText(citedWork(many(4)), 'mla', 'en')).toMatch(/^Budi Raharjo, et al\. /);
  });

  test('a work without author, publisher or year still gives a sentence in every style', () => {
    const bare = derived('=245  00$aApa Kabar?');
    for (const style of CITATION_STYLES) expect(cite(bare, style)).toMatch(/^Apa Kabar\?.*t\.t\./);
  });

  test('a body is an author as it is called', () => {
    const dinas = derived(
      '=110  2\\$aDinas Perpustakaan dan Kearsipan, Kota Blitar.',
      '=245  10$aLaporan',
      '=264  \\1$c2020',
    );
    expect(cite(dinas, 'apa')).toMatch(/^Dinas Perpustakaan dan Kearsipan, Kota Blitar\. \(2020\)/);
  });
});

describe('reference files', () => {
  test('BibTeX braces a name that must not be split, and escapes what TeX would eat', () => {
    const bib = derived('=100  0\\$aPramoedya Ananta Toer', '=245  10$aUntung & Rugi 100%', '=264  \\1$c1980');
    const text = toBibtex(citedWork(bib), 12);
    expect(text).toContain('@book{pramoedyaanantatoer1980-12,');
    expect(text).toContain('author = {{Pramoedya Ananta Toer}}');
    expect(text).toContain('title = {{Untung \\& Rugi 100\\%}}');
    expect(toBibtex(citedWork(blitar), 1)).toContain('author = {Wijayanti, Ratna}');
  });

  test('RIS ends its record and keeps every value on its line', () => {
    const ris = toRis(citedWork(bumi));
    expect(ris.split('\r\n')).toEqual(
      expect.arrayContaining([
        'TY  - BOOK',
        'AU  - Pramoedya Ananta Toer',
        'PY  - 2005',
        'SN  - 9789799731234',
        'ER  - ',
      ]),
    );
  });

  test('MODS and Dublin Core stay well-formed whatever the title holds', () => {
    const bib = derived('=245  00$aA < B{u0001} & "C"', '=650  \\4$aIndonesia$xSejarah');
    const mods = toMods(citedWork(bib), 'lumbung:1');
    expect(mods).toContain('<title>A &lt; B &amp; &quot;C&quot;</title>');
    expect(mods).toContain('<subject><topic>Indonesia</topic><topic>Sejarah</topic></subject>');
    expect(toDublinCore(citedWork(bumi), 'lumbung:2')).toContain(
      '<dc:identifier>urn:ISBN:9789799731234</dc:identifier>',
    );
  });
});
