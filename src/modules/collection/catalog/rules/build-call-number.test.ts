import { describe, expect, test } from 'vitest';
import { buildCallNumber, callNumberRange, callNumberSortKey } from './build-call-number.ts';

const policy = { headingLetters: 3, titleLetters: 1, prefixes: { referensi: 'R', anak: 'A', lokal: 'L' } };
const build = (ddc: string | null, heading: string | null, title: string, type = 'umum', languages = ['ind']) =>
  buildCallNumber({ ddc, heading, title, languages }, type, policy);

describe('call numbers', () => {
  test.each([
    ['813', 'Hirata, Andrea', 'Laskar Pelangi', '813 HIR l'],
    ['123', 'Pradana, Mamik', 'Mahligai Biru', '123 PRA m'],
    ['899.221', 'Pramoedya Ananta Toer', 'Bumi Manusia', '899.221 PRA b'],
    ['899.221', 'Nasruddin Ansory Ch., M.', 'Ma’na Hidup', '899.221 NAS m'],
    ['2X4.1', 'Ki Hajar', 'Fiqih Ibadah', '2X4.1 KIH f'],
    ['959.8', null, 'Sejarah Blitar', '959.8 SEJ s'],
    ['398.2', 'Tira Ikranegara', 'Si Malin Kundang', '398.2 TIR m'],
    ['398.2', 'Murti Bunanta', 'Sang Kancil', '398.2 MUR k'],
    ['899.28', 'Élie', 'Ébène', '899.28 ELI e'],
    ['330', 'Li', 'Ekonomi', '330 LI e'],
    ['398.209 598/2', 'La Galigo', 'La Galigo', '398.2095982 LAG l'],
  ])('%s, %s, %s is %s', (ddc, heading, title, expected) => {
    expect(build(ddc, heading, title)).toBe(expected);
  });

  test('the collection stands before the class: reference, children, local', () => {
    expect(build('030', 'Shadily, Hassan', 'Ensiklopedi Indonesia', 'referensi')).toBe('R 030 SHA e');
    expect(build('398.2', null, 'Timun Mas', 'anak')).toBe('A 398.2 TIM t');
  });

  test('English articles are skipped in English titles only', () => {
    expect(build('823', 'Orwell, George', 'A Farewell', 'umum', ['eng'])).toBe('823 ORW f');
    expect(build('823', 'Orwell, George', 'An Nur', 'umum', ['ind'])).toBe('823 ORW a');
  });

  test('without a class number there is no call number', () => {
    expect(build(null, 'Hirata, Andrea', 'Laskar Pelangi')).toBeNull();
  });
});

test('shelf order: decimals by value of their digits, volumes by number, collections after the plain shelves', () => {
  const shelf = ['959 SEJ s', '959.8 SEJ s jil. 2', '959.8 SEJ s jil. 10', '959.82 ADA a', '960 ADA a', 'R 030 SHA e'];
  const keys = shelf.map((callNumber) => callNumberSortKey(callNumber) ?? '');
  expect(keys.toSorted()).toEqual(keys);
});

describe('a range of call numbers', () => {
  const shelf = [
    '297 SHI w',
    '500 SAI a',
    '510 MAT a',
    '599.8 KER m',
    '813 HIR l',
    '813 HIR s',
    '813 TOE b',
    '2X4.1 KIH f',
  ];
  const between = (from: string | null, to: string | null): string[] => {
    const range = callNumberRange(from, to);
    return [...shelf, 'A 398.2 TIM t', 'R 030 SHA e'].filter((callNumber) => {
      const key = callNumberSortKey(callNumber) ?? '';
      return (range.from === null || key >= range.from) && (range.to === null || key <= range.to);
    });
  };

  test.each([
    ['500', '599', ['500 SAI a', '510 MAT a', '599.8 KER m']],
    ['5', '5', ['500 SAI a', '510 MAT a', '599.8 KER m']],
    ['51', '59.', ['510 MAT a', '599.8 KER m']],
    ['813 hir', '813 HIR', ['813 HIR l', '813 HIR s']],
    ['813 HIR s', null, ['813 HIR s', '813 TOE b', 'A 398.2 TIM t', 'R 030 SHA e']],
    [null, '2X', ['297 SHI w', '2X4.1 KIH f']],
    ['R', 'R', ['R 030 SHA e']],
    ['A 398', 'A 398.9', ['A 398.2 TIM t']],
  ])('from %s to %s', (from, to, expected) => {
    expect(between(from, to)).toEqual(expected);
  });

  test('without a limit holds all', () => {
    expect(callNumberRange(null, ' ')).toEqual({ from: null, to: null });
  });
});
