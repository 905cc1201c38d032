import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IdSet } from '#shared/moving/id-set';
import { marcLanguage } from './language.ts';
import { Links } from './links.ts';
import { Names } from './names.ts';
import { idOf } from '#shared/moving/old-row';
import { standardNumbers } from './standard-numbers.ts';
import { tidyLine, tidyLines, withoutMarks } from '#shared/moving/tidy-text';
import { splitTitle } from './title-record.ts';
import { dayOf, instantOf, isUnusableDay } from '#shared/moving/wall-clock';

describe('texts of web forms', () => {
  test.for([
    ['Bumi\r\nManusia\tdan\0 Langit\x1a', 'Bumi Manusia dan Langit'],
    ['&lt;b&gt;Laskar&lt;/b&gt; &amp;amp; Pelangi', 'Laskar & Pelangi'],
    ['O\\\'Connor \\"dan\\" kawan', 'O\'Connor "dan" kawan'],
    ['x < y', 'x < y'],
    ['Cafe\u0301\u200b', 'Café'],
    ['C:\\new', 'C:\\new'],
    ['satu<br>dua', 'satu dua'],
  ] as const)('%j in one line', ([written, meant]) => {
    expect(tidyLine(written).text).toBe(meant);
  });

  test.for([
    ['<p>Ringkasan:</p><script>alert(1)</script>satu<br/>dua &lt; tiga', 'Ringkasan:\nsatu\ndua < tiga'],
    ['satu\\r\\ndua\\ntiga\\rempat', 'satu\ndua\ntiga\nempat'],
    [null, ''],
  ] as const)('%j in lines', ([written, meant]) => {
    expect(tidyLines(written).text).toBe(meant);
  });

  test('any text ends, and what is tidy stays so but for what was escaped more often', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { text: once } = tidyLine(text);
        expect(once).not.toMatch(/^\s|\s$|\s\s|[\0\n\r]/);
      }),
    );
  });

  test.for([
    ['Jakarta :', 'Jakarta'],
    ['[Bandung]', 'Bandung'],
    ['Grafika,', 'Grafika'],
    ['A/B', 'A/B'],
  ] as const)('%s without its marks', ([written, meant]) => {
    expect(withoutMarks(written)).toBe(meant);
  });
});

test.for([
  ['Laut : sebuah kisah / Ani', '', { title: 'Laut', rest: 'sebuah kisah', responsibility: 'Ani' }],
  ['Laut / Ani', 'ani', { title: 'Laut', rest: '', responsibility: 'ani' }],
  ['Laut / Darat', 'Ani', { title: 'Laut / Darat', rest: '', responsibility: 'Ani' }],
  ['Laut: darat', '', { title: 'Laut: darat', rest: '', responsibility: '' }],
] as const)('%s is split where it holds more than a title', ([written, responsibility, parts]) => {
  expect(splitTitle(written, responsibility)).toEqual(parts);
});

test.for([
  ['602-8519-93-6 ; 9789792202069', ['isbn a 602-8519-93-6', 'isbn a 9789792202069']],
  ['6028519936 (jil.1)', ['isbn a 6028519936 jil.1']],
  ['978-602-000-111-0', ['isbn z 978-602-000-111-0']],
  ['0126-1754', ['issn a 0126-1754']],
  ['-', []],
  ['9.78979E+12', []],
] as const)('numbers in %s', ([text, meant]) => {
  const { numbers, ruined } = standardNumbers(text);
  const said = numbers.map(({ kind, valid, value, remark }) =>
    `${kind} ${valid ? 'a' : 'z'} ${value} ${remark}`.trim(),
  );
  expect(said).toEqual(meant);
  expect(ruined).toBe(text.includes('E+'));
});

test('languages by code, by name, or not at all', () => {
  expect(['id', 'jw', 'xx'].map((key) => marcLanguage(key, ''))).toEqual(['ind', 'jav', null]);
  expect([marcLanguage('b1', 'Bahasa Madura'), marcLanguage('0', ''), marcLanguage('bug', 'Bugis')]).toEqual([
    'mad',
    null,
    'bug',
  ]);
});

test('days that are none, and the clock on the wall', () => {
  expect(['2019-05-00', '0000-00-00', '', null, '2020-02-29'].map(dayOf)).toEqual([
    null,
    null,
    null,
    null,
    '2020-02-29',
  ]);
  expect(['2019-05-00', '0000-00-00', '', null].map(isUnusableDay)).toEqual([true, true, false, false]);
  expect(instantOf('2021-03-04 08:30:59', 'Asia/Jayapura')).toEqual(new Date('2021-03-04T08:30:00+09:00'));
  expect(instantOf('2021-03-04', 'Asia/Jakarta')).toEqual(new Date('2021-03-04T00:00:00+07:00'));
});

test('keys are whole numbers, or none', () => {
  expect(['12', ' 7 ', '3.0', '1.5', '0', '-4', 'x', '', null].map(idOf)).toEqual([12, 7, 3, -1, -1, -1, -1, -1, -1]);
});

test('a set of keys holds what was put in', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(200), fc.nat(2 ** 31)), { maxLength: 60 }), fc.nat(300), (ids, other) => {
      const set = new IdSet();
      const added = ids.filter((id) => set.add(id)).length;
      expect(added).toBe(new Set(ids).size);
      expect(ids.every((id) => set.has(id))).toBe(true);
      expect(set.has(other)).toBe(ids.includes(other));
      expect([set.has(-1), set.add(-1)]).toEqual([false, false]);
    }),
  );
});

test('links are taken by title, each once; the others are left', () => {
  const link = fc.tuple(fc.integer({ min: -1, max: 6 }), fc.nat(9), fc.nat(3));
  fc.assert(
    fc.property(fc.array(link, { maxLength: 30 }), (all) => {
      const links = new Links();
      for (const [bib, name, level] of all) links.add(bib, name, level);
      const taken = [1, 3, 5].flatMap((bib) => links.take(bib));
      const plain = taken.map(({ bib, name, level }) => [bib, name, level]);
      expect(plain).toEqual([1, 3, 5].flatMap((bib) => all.filter(([of]) => of === bib)));
      expect(links.take(3)).toEqual([]);
      expect([...links.left()].map(({ at }) => at)).toEqual(
        all.flatMap(([bib], at) => ([1, 3, 5].includes(bib) ? [] : [at])),
      );
    }),
  );
});

test('names that differ by blanks, case, accents or marks at their end are one, of one kind', () => {
  const names = new Names('mst_topic', 'topic_id');
  names.add(1, 'Sejarah  Uji', 't');
  names.add(2, 'sejarah uji :', 't');
  names.add(3, 'Sejarah Uji', 'g');
  names.add(3, 'Nomor yang sama', 't');
  names.add(4, ' ', 't');
  expect([1, 2, 3, 4, 9].map((id) => names.get(id)?.id)).toEqual([1, 1, 3, undefined, undefined]);
  expect([...names.all()].filter(names.isLikeAnother).map(({ id }) => id)).toEqual([2]);
  expect(names.repeated).toEqual([3]);
});
