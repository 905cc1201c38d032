import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordsOf } from './words.ts';

const forms = (text: string): string[][] => wordsOf(text).map((word) => word.forms);
const share = (a: string, b: string): boolean => {
  const left = forms(a);
  const right = forms(b);
  return left.length === right.length && left.every((word, index) => word.some((form) => right[index]?.includes(form)));
};

describe('words of a text', () => {
  test.each([
    ['Siti Nurbaya', 'Sitti Noerbaja'],
    ['jalan tak ada ujung', 'Djalan Tak Ada Udjung'],
    ['salah asuhan', 'Salah Asoehan'],
    ['saja', 'sadja'],
    ['di bawah bendera revolusi', 'Dibawah Bendera Revolusi'],
    ['sukarno', 'Soekarno'],
    ['Al-Qur’an', 'Alquran'],
    ['al quran', "Qur'an"],
    ['Al Ghazali', 'Ghazali'],
    ['budi daya', 'Budidaya'],
    ['buku-buku', 'buku'],
    ['buku2', 'buku-buku'],
    ['R.A. Kartini', 'RA Kartini'],
    ['N.H. Dini', 'Nh. Dini'],
    ['Moh. Hatta', 'Muhammad Hatta'],
    ['Pramoedya Ananta Toer', 'Pramudya Ananta Toer'],
    ['e-book', 'ebook'],
    ['asy-Syafi‘i', "Syafi'i"],
    ['café', 'Cafe'],
  ])('%s is the same as %s', (a, b) => {
    expect(share(a, b)).toBe(true);
  });

  test.each([
    ['juga', 'yuga'],
    ['panjang', 'panyang'],
    ['massa', 'masa'],
    ['saja', 'saya'],
    ['shoes', 'shus'],
    ['alam', 'am'],
  ])('%s is not read as %s', (a, b) => {
    expect(share(a, b)).toBe(false);
  });

  test('a word written in parts keeps its parts', () => {
    expect(wordsOf('Jawa-Bali')).toEqual([{ forms: ['jawabali'], parts: [{ forms: ['jawa'] }, { forms: ['bali'] }] }]);
    expect(wordsOf('di bawah')).toEqual([{ forms: ['dibawah'], parts: [{ forms: ['di'] }, { forms: ['bawah'] }] }]);
  });

  test('an ampersand reads as dan', () => {
    expect(share('Menggambar & Mewarnai', 'menggambar dan mewarnai')).toBe(true);
  });

  test('any text at all gives words without empty forms', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const word of wordsOf(text)) {
          expect(word.forms.length).toBeGreaterThan(0);
          expect(word.forms.every((form) => form !== '')).toBe(true);
          expect(new Set(word.forms).size).toBe(word.forms.length);
        }
      }),
    );
  });

  test('case, accents and spacing around words make no difference', () => {
    const word = fc.stringMatching(/^[a-z]{3,8}$/);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (words) => {
        expect(forms(words.join(' , ').toUpperCase())).toEqual(forms(words.join(' ,  ')));
      }),
    );
  });
});
