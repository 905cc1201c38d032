import { expect, test } from 'vitest';
import { markTitle } from './mark-title.ts';

const marked = (title: string, query: string): string =>
  markTitle(title, query)
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join('');

test('the words asked for are marked in any case, with longer forms of them', () => {
  expect(marked('Blitar, Kota Kelahiran Sejarah', 'sejarah BLITAR')).toBe('[Blitar], Kota Kelahiran [Sejarah]');
  expect(marked('Sejarahnya orang Blitar', 'sejarah')).toBe('[Sejarahnya] orang Blitar');
});

test('words that are not wanted, fields and short words are not marked', () => {
  expect(marked('Bumi Manusia', 'judul:bumi -manusia')).toBe('[Bumi] Manusia');
  expect(marked('Di Bawah Bendera', 'd')).toBe('Di Bawah Bendera');
});

test('a title without a hit stays whole, and nothing of it is lost', () => {
  expect(markTitle('Laskar Pelangi', 'koi')).toEqual([{ text: 'Laskar Pelangi', hit: false }]);
  expect(marked("Tafsir Al-Qur'an", 'quran')).toBe("Tafsir Al-[Qur'an]");
});
