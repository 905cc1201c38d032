import { expect, test } from 'vitest';
import { carriedBy, readCarried, type Carried } from './page-library.ts';

test.each<Carried>([
  { libraryId: 7, askedAt: null, stays: false },
  { libraryId: 7, askedAt: 12, stays: false },
  { libraryId: 7, askedAt: null, stays: true },
])('what a form carries is read as it was said: %o', (carried) => {
  expect(readCarried(carriedBy(carried))).toEqual(carried);
});

test.each([
  '',
  ' 7',
  '7 ',
  '-7',
  '7.5',
  '7:',
  ':7',
  '7::8',
  '7!!',
  '1e3',
  '9'.repeat(16),
  '7:x',
  '7\0',
  null,
  7,
  new Blob(),
])('what nobody says is nothing: %s', (said) => {
  expect(readCarried(said)).toBeNull();
});
