import { describe, expect, test } from 'vitest';
import {
  cleanIsbn,
  formatIsbn13,
  isbn10To13,
  isbn13To10,
  isIndonesianIsbn,
  isValidIsbn10,
  isValidIsbn13,
  normaliseIsbn,
} from './isbn.ts';
import { isValidIssn, normaliseIssn } from './issn.ts';

describe('ISBN', () => {
  test.each([
    ['979-97312-3-2', '9789799731234'],
    ['9789799731234 (jil. 1)', '9789799731234'],
    ['ISBN 978 602 03 3295 6', '9786020332956'],
    ['043942089X :', '9780439420891'],
    ['0-439-42089-x', '9780439420891'],
    ['978\u2013602\u201303\u20133295\u20136', '9786020332956'],
  ])('%s is %s', (text, isbn) => {
    expect(normaliseIsbn(text)).toBe(isbn);
  });

  test.each(['', 'HL00361126', '0553101315175', '978788430094X', '9786020332957', '0439420890', '97860203329561'])(
    '%j is none',
    (text) => {
      expect(normaliseIsbn(text)).toBeNull();
    },
  );

  test('the check digit decides', () => {
    expect([
      isValidIsbn10('043942089X'),
      isValidIsbn10('0439420899'),
      isValidIsbn13('9786020332956'),
      isValidIsbn13('9776020332956'),
    ]).toEqual([true, false, true, false]);
    expect(isbn10To13('043942089X')).toBe('9780439420891');
    expect(isbn13To10('9780439420891')).toBe('043942089X');
    expect(isbn13To10('9789793062792')).toBe('9793062797');
    // 979 has no ten figures, and neither has what is no ISBN
    expect(['9791032723623', '9789793062793', ''].map(isbn13To10)).toEqual([null, null, null]);
    expect(['9789793062792', '9780439420891'].map(isIndonesianIsbn)).toEqual([true, false]);
    expect(cleanIsbn('Rp50.000')).toBe('');
  });

  test.each([
    ['9786020332956', '978-602-03-3295-6'],
    ['9786028519939', '978-602-8519-93-9'],
    ['9786230012341', '978-623-00-1234-1'],
    ['9789799731234', '978-979-97312-3-4'],
    ['9789794330432', '978-979-433-043-2'],
    ['9786342001234', '978-634-200-123-4'],
    ['9786341001234', '9786341001234'],
    ['9780439420891', '9780439420891'],
  ])('%s is written %s', (isbn, formatted) => {
    expect(formatIsbn13(isbn)).toBe(formatted);
  });
});

describe('ISSN', () => {
  test('it is found between noise, written with its hyphen, and checked', () => {
    expect(normaliseIssn('ISSN 2434561x ')).toBe('2434-561X');
    expect(normaliseIssn('0378-5955 (cetak)')).toBe('0378-5955');
    expect(normaliseIssn('0378-5954')).toBeNull();
    expect(normaliseIssn('10378-5955')).toBeNull();
    expect(isValidIssn('03785955')).toBe(true);
  });
});
