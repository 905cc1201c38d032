import { expect, test } from 'vitest';
import { chooseAvailability, type Holding } from './availability.ts';

const at = (libraryId: number, available: number): Holding => ({
  libraryId,
  libraryName: `Perpustakaan ${libraryId}`,
  callNumber: null,
  total: available + 1,
  available,
  readHere: 0,
});

test('the library with most copies on the shelf is named, the others follow', () => {
  const { kind, at: best, also } = chooseAvailability([at(1, 1), at(2, 3), at(3, 0)]);
  expect([kind, best?.libraryId, also.map((holding) => holding.libraryId)]).toEqual(['available', 2, [1]]);
});

test('a library that the reader chose goes before one with more copies', () => {
  expect(chooseAvailability([at(1, 3), at(2, 1)], [2]).at?.libraryId).toBe(2);
});

test('the main library is named where the counts are equal', () => {
  expect(chooseAvailability([at(1, 1), at(2, 1)]).at?.libraryId).toBe(1);
});

test('all copies away is not the same as no copies at all', () => {
  expect(chooseAvailability([at(1, 0)]).kind).toBe('away');
  expect(chooseAvailability([]).kind).toBe('none');
});

test('a copy to take home goes before one to read there, and that before all that are out', () => {
  const reference = { ...at(1, 0), readHere: 2 };
  expect(chooseAvailability([reference, at(2, 1)]).at?.libraryId).toBe(2);
  expect(chooseAvailability([reference, at(2, 0)]).kind).toBe('read_here');
});
