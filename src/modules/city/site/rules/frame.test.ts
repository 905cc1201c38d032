import { expect, test } from 'vitest';
import { keptIds, overSomething } from './frame.ts';

test('a heading of the foot stands only over what is there', () => {
  const links = ['', '/a', '', '', '/b', ''].map((href, id) => ({ href, id }));
  expect(overSomething(links).map(({ id }) => id)).toEqual([0, 1, 3, 4]);
  expect(overSomething([])).toEqual([]);
});

test('a row keeps its number, which nobody takes twice or from another list', () => {
  expect(keptIds(new Set([1, 2, 3]), [3, null, 1, 1, 99])).toEqual([3, null, 1, null, null]);
});
