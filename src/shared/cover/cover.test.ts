import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { coverFile, coverSvg } from '#shared/cover';

/** Throws at whatever XML does not allow. */
function parseXml(text: string): void {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
}

const TITLES = [
  'Bumi Manusia',
  'Pemberontakan PETA di Blitar: 14 Februari 1945 dalam ingatan warga',
  'Penyelenggaraan Perpustakaan Umum Kabupaten dan Kota di Seluruh Indonesia pada Masa Kini dan Masa yang Akan Datang',
  'القرآن الكريم وترجمة معانيه',
  'ꦱꦼꦫꦠ꧀ꦮꦺꦢꦠꦩ',
  'Pertanggungjawabanketatanegaraansesungguhnya',
  '',
];

describe('generated covers', () => {
  test('the same book always gets the same cover, another title another one', () => {
    expect(coverSvg('Bumi Manusia', 'Pramoedya Ananta Toer', 1)).toBe(
      coverSvg('Bumi Manusia', 'Pramoedya Ananta Toer', 1),
    );
    expect(coverSvg('Bumi Manusia', 'Pramoedya Ananta Toer', 1)).not.toBe(
      coverSvg('Jejak Langkah', 'Pramoedya Ananta Toer', 1),
    );
  });

  test('whatever a title holds, its cover is a picture: nothing that XML has no sign for, no tag of the title’s own', () => {
    const any = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('\0', '\x0b', '\ud83d', '\uffff', ']]>', '<b>', '&amp;'),
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(any, any, (title, author) => {
        for (const svg of [coverSvg(title, author, 1), coverFile(title, author)]) {
          expect(svg.isWellFormed()).toBe(true);
          expect(() => parseXml(svg)).not.toThrow();
          expect(svg).not.toContain('<b>');
        }
      }),
    );
  });

  test('a doubled word breaks at its own hyphen and gets no second one', () => {
    const svg = coverSvg('Tunggak-Tunggak Jati', 'Esmiet', 1);
    expect(svg).not.toContain('--');
    expect(svg).toContain('Tunggak-');
  });

  test('a title with < and & cannot break the picture', () => {
    const svg = coverSvg('<script>A & B', 'C & D', 1);
    expect(svg).not.toContain('<script>');
    expect(svg).toContain('&amp;');
  });

  test('three authors are shortened to the first one and dkk.', () => {
    expect(coverSvg('Ilmu Pengetahuan Alam', 'Budi Raharjo; Siti Aminah; Dewi Lestari', 1)).toContain(
      'Budi Raharjo dkk.',
    );
  });

  test('whatever the title, its lines stay inside the cover', () => {
    const inside = (title: string): void => {
      const ys = Array.from(coverSvg(title, 'Pengarang', 1).matchAll(/ y="(-?\d+)"/g), ([, y]) => Number(y));
      for (const y of ys) expect(y).toSatisfy((value: number) => value > 0 && value < 300);
    };
    TITLES.forEach(inside);
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), inside), { numRuns: 200 });
  });

  test('whatever the author, the name stays on the cover', () => {
    const authors = [
      'WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW',
      'Mohammad Mahmud Mawardi Wirayuda Mangkuwinata',
      'KEMENTERIAN PENDIDIKAN DAN KEBUDAYAAN',
      '村上春樹村上春樹村上春樹村上春樹村上春樹',
      'Kartanagara-Mangkunegara',
    ];
    // a letter of the sans is at most so wide, in parts of its size: capitals, Han, others
    const wide = (name: string): number =>
      [...name].reduce((sum, char) => sum + (/\p{Lu}/u.test(char) ? 0.7 : /\p{Script=Han}/u.test(char) ? 1 : 0.5), 0);
    for (const author of authors) {
      for (const title of ['Bumi', 'Jejak Langkah', 'Anak', 'Sastra Kota', 'Laut', 'Rumah Kaca', 'Desa', 'Air']) {
        const [, size = '', name = ''] =
          /<text [^>]*font-size="(10|12)"[^>]*>([^<]*)<\/text>/.exec(coverSvg(title, author, 1)) ?? [];
        expect(name.length, author).toBeGreaterThan(3);
        expect(wide(name) * Number(size), name).toBeLessThan(170);
      }
    }
  });

  test('a cover served as a file is a whole SVG document', () => {
    expect(coverFile('Bumi Manusia', 'Pramoedya Ananta Toer')).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  });
});
