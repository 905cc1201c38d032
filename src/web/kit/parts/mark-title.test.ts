import { expect, test } from 'vitest';
import { markTitle } from './mark-title.ts';

const marked = (title: string, ...words: string[]): string =>
  markTitle(title, words)
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join('');

test('the words asked for are marked in any case, with longer forms of them', () => {
  expect(marked('Blitar, Kota Kelahiran Sejarah', 'sejarah', 'blitar')).toBe('[Blitar], Kota Kelahiran [Sejarah]');
  expect(marked('Sejarahnya orang Blitar', 'sejarah')).toBe('[Sejarahnya] orang Blitar');
  expect(marked("Tafsir Al-Qur'an", 'quran')).toBe("Tafsir Al-[Qur'an]");
});

test('a short word marks itself only', () => {
  expect(marked('Doa dan doaku', 'doa')).toBe('[Doa] dan doaku');
});

test('a title without a hit stays whole', () => {
  expect(markTitle('Laskar Pelangi', ['koi'])).toEqual([{ text: 'Laskar Pelangi', hit: false }]);
});
