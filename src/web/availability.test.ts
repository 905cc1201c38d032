import { expect, test } from 'vitest';
import { chooseAvailability, type Holding } from './availability.ts';

const at = (libraryId: number, copies: Partial<Holding>): Holding => ({
  libraryId,
  libraryName: `Perpustakaan ${libraryId}`,
  available: 0,
  readHere: 0,
  lent: 0,
  coming: 0,
  callNumber: null,
  ...copies,
});

test('the library with most copies on the shelf is named, the others follow', () => {
  const {
    kind,
    at: best,
    also,
  } = chooseAvailability([at(1, { available: 1 }), at(2, { available: 3 }), at(3, { lent: 1 })]);
  expect([kind, best?.libraryId, also.map((holding) => holding.libraryId)]).toEqual(['available', 2, [1]]);
});

test('a library that the reader chose goes before one with more copies', () => {
  expect(chooseAvailability([at(1, { available: 3 }), at(2, { available: 1 })], [2]).at?.libraryId).toBe(2);
});

test('the main library is named where the counts are equal', () => {
  expect(chooseAvailability([at(1, { available: 1 }), at(2, { available: 1 })]).at?.libraryId).toBe(1);
});

test('a copy to take home goes before one to read there', () => {
  expect(chooseAvailability([at(1, { readHere: 2 }), at(2, { available: 1 })]).kind).toBe('available');
  expect(chooseAvailability([at(1, { readHere: 2 }), at(2, { lent: 1 })]).kind).toBe('read_here');
});

test('nothing on a shelf: lent, on its way, or no copies at all', () => {
  expect(chooseAvailability([at(1, { lent: 1, coming: 1 })]).kind).toBe('lent');
  expect(chooseAvailability([at(1, { coming: 1 })]).kind).toBe('coming');
  expect(chooseAvailability([]).kind).toBe('none');
});
