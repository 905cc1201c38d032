import { expect, test } from 'vitest';
import { CodesInView } from './codes-in-view.ts';

test('a book that lies before the camera is read once, another one at once, and the first again when it comes back', () => {
  const view = new CodesInView();
  const seen = (code: string, ...times: number[]): boolean[] => times.map((now) => view.isNew(code, now));
  expect(seen('B1', 100, 300, 1700, 3000)).toEqual([true, false, false, false]);
  expect(seen('B2', 3200, 3300)).toEqual([true, false]);
  expect(seen('B1', 3400)).toEqual([true]);
  expect(seen('B1', 4900)).toEqual([true]);
});
