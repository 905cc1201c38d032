import { expect, test } from 'vitest';
import { withoutPerson } from './without-person.ts';

const person = { names: ['Dr. Bagus Wicaksono, S.Pd.'], words: ['A-0042'] };

test.each([
  ['Hubungi saya, Bagus Wicaksono.', 'Hubungi saya, ….'],
  ['hubungi bagus  wicaksono di 0812-3456-7890', 'hubungi … di …'],
  ['Pak WICAKSONO, kartu A-0042', 'Pak …, kartu …'],
  ['Tulis ke bagus.w@contoh.example atau +62 (812) 3456 7890!', 'Tulis ke … atau …!'],
  [
    'Idenya bagus, buka hari Sabtu pukul 08.00–12.00, mulai 2026-11-28',
    'Idenya bagus, buka hari Sabtu pukul 08.00–12.00, mulai 2026-11-28',
  ],
])('%s', (text, left) => {
  expect(withoutPerson(text, person)).toBe(left);
});

test('of nobody known, addresses and telephone numbers go all the same', () => {
  expect(withoutPerson('WA 081234567890', { names: ['', 'Bo'], words: [''] })).toBe('WA …');
});
