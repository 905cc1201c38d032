import { expect, test } from 'vitest';
import { readBookAsked } from './isbn-said.ts';

test.each([
  ['9789793062792', '9789793062792'],
  ['978-979-3062-79-2', '9789793062792'],
  ['979-3062-79-7', '9789793062792'],
  [' 9793062797 ', '9789793062792'],
])('%s is an ISBN', (typed, isbn) => {
  expect(readBookAsked(typed)).toEqual({ kind: 'isbn', isbn });
});

test.each(['9789793062793', '979-3062-79-8', '97897930627', '978 979 3062 79'])('%s has a wrong figure', (typed) => {
  expect(readBookAsked(typed)).toEqual({ kind: 'wrong_isbn', text: typed });
});

test.each([
  ['0125-9008', '0125-9008'],
  ['01259008', '0125-9008'],
  ['ISSN: 0125-9008', '0125-9008'],
  ['9770125900004', '0125-9008'],
])('%s is the ISSN of a serial', (typed, issn) => {
  expect(readBookAsked(typed)).toEqual({ kind: 'issn', issn });
});

test('anything else is words; a NUL is a blank, and what never ends is cut', () => {
  expect(readBookAsked('Laskar\0Pelangi')).toEqual({ kind: 'words', text: 'Laskar Pelangi' });
  expect(readBookAsked('1984')).toEqual({ kind: 'words', text: '1984' });
  expect(readBookAsked('   ')).toEqual({ kind: 'nothing' });
  expect(readBookAsked('a'.repeat(200_000))).toMatchObject({ text: 'a'.repeat(200) });
});
