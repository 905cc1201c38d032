import { describe, expect, test } from 'vitest';
import { balanceText, fitOrCut, fitText, lettersOver, wrapText } from './fit-text.ts';
import { pageOf, POSTER_FORMATS, SHAPES, sheetOf } from './formats.ts';
import { textWidth } from './letter-widths.ts';
import { placeNote, placeWords, tooLong, type PosterWords } from './lay-out.ts';
import { newPlaces } from './places.ts';
import { POSTER_TEMPLATES } from './templates.ts';

const room = { width: 100, lines: 2, most: 20, least: 10, bold: false };
const words: PosterWords = {
  over: 'Lokakarya · dewasa · gratis',
  title: 'Menulis kisah keluarga',
  when: 'Sabtu, 12 Desember 2026, 09.00–15.00 WIB',
  first: 'Ruang serbaguna, Perpustakaan Kota Blitar',
  second: 'Bersama Endang Wulandari',
  call: 'Pindai untuk daftar',
};
const notes = {
  address: 'perpustakaan.blitarkota.go.id/q/k7m2px',
  place: 'Balai Kelurahan Bendogerit',
  call: words.call,
};

describe('a text', () => {
  test('is as wide as its letters: an i is narrow, an M wide, an accent changes nothing', () => {
    expect(textWidth('iii', 10, false)).toBeLessThan(textWidth('MMM', 10, false) / 2);
    expect(textWidth('é', 10, true)).toBe(textWidth('e', 10, true));
    expect(textWidth('abc', 20, false)).toBeCloseTo(2 * textWidth('abc', 10, false));
  });

  test('is broken between words, not within them, and into lines that are nearly alike', () => {
    expect(wrapText('satu dua tiga empat', 20, room)).toEqual(['satu dua', 'tiga empat']);
    expect(wrapText('perpustakaankeliling', 20, room)).toBeNull();
    expect(balanceText('aa bb cc dd ee ff g', 20, { ...room, width: 150, lines: 2 })?.at(-1)).not.toBe('g');
  });

  test('stands in one line where smaller letters let it, and in two where they do not', () => {
    expect(fitText('satu dua tiga', room)?.lines).toHaveLength(1);
    expect(fitText('satu dua tiga empat lima', room)?.lines).toHaveLength(2);
    expect(fitText('satu dua tiga empat lima enam tujuh delapan sembilan', room)).toBeNull();
  });

  test('that is too long says by how many letters; a name that may not be refused is cut', () => {
    expect(lettersOver('abcdef', (text) => text.length <= 4)).toBe(2);
    expect(lettersOver('abc', () => true)).toBe(0);
    const cut = fitOrCut('Perpustakaan Kelurahan Karangsari dan sekitarnya yang panjang sekali', { ...room, lines: 1 });
    expect(cut.lines).toHaveLength(1);
    expect(cut.lines[0]).toMatch(/^Perpustakaan .*…$/);
  });
});

describe('a drawing', () => {
  test('has all its words within its edges, and none on the code, in every template and format', () => {
    for (const template of POSTER_TEMPLATES) {
      for (const format of POSTER_FORMATS) {
        const lines = placeWords(words, 'Perpustakaan Kelurahan Karangsari', template, format);
        expect([template, format, lines === null]).toEqual([template, format, false]);
        const [width, height] = SHAPES[sheetOf(format).shape];
        for (const { x, y, size, text, bold } of [...(lines ?? []), ...placeNote(notes, template, format)]) {
          expect(x).toBeGreaterThan(0);
          expect(y).toBeLessThan(height * 0.985);
          expect(y - size).toBeGreaterThan(0);
          expect(x + textWidth(text, size, bold)).toBeLessThan(width);
        }
      }
    }
  });

  test('has no letters on paper that are too small to be read, nor a code under 25 mm', () => {
    for (const format of POSTER_FORMATS.filter((one) => sheetOf(one).measure === 'mm')) {
      const points = pageOf(format).faces[0]?.unit ?? 0;
      for (const template of POSTER_TEMPLATES) {
        const lines = placeWords(words, 'Perpustakaan Kota', template, format) ?? [];
        for (const { size } of [...lines, ...placeNote(notes, template, format)]) {
          expect(size * points).toBeGreaterThanOrEqual(6.7);
        }
      }
    }
  });

  test('leaves empty lines out, and says which of the words are too long', () => {
    const short = { ...words, over: '', when: '', first: '', second: '' };
    expect(placeWords(short, 'Kota', 'kawung', 'square')?.length).toBeLessThan(5);
    expect(tooLong(words, 'kawung', 'square')).toEqual([]);
    const call = 'Pindai untuk membaca selengkapnya di halaman kegiatan perpustakaan kota';
    expect(tooLong({ ...words, call }, 'kawung', 'square')).toEqual([
      { field: 'call', letters: expect.any(Number) as unknown },
    ]);
    const when =
      'Setiap hari Senin, Selasa, Rabu, Kamis, dan Jumat dari pagi sampai sore, kecuali hari libur nasional dan cuti bersama';
    expect(tooLong({ ...words, when }, 'night', 'a4').map(({ field }) => field)).toContain('when');
  });

  test('that is folded shows itself on both sides, one of them on its head, and covers the paper', () => {
    const { faces, folds, height } = pageOf('tent');
    expect(faces.map(({ turned }) => turned)).toEqual([true, false]);
    expect(folds).toEqual([height / 2]);
    for (const format of POSTER_FORMATS) {
      const page = pageOf(format);
      const [across] = SHAPES[sheetOf(format).shape];
      expect((page.faces[0]?.unit ?? 0) * across).toBeGreaterThanOrEqual(page.width - 0.001);
    }
  });
});

test('places that read alike are one', () => {
  expect(newPlaces([{ name: 'Pasar Legi' }, { name: 'pasar legi ' }, { name: 'Halte' }], [{ name: 'HALTE' }])).toEqual([
    { name: 'Pasar Legi' },
  ]);
});
