import { expect, test } from 'vitest';
import { tellClasses, type CountedClass } from './tell-classes.ts';

const one = (id: number, pupils: number, finished: number, at: Partial<CountedClass> = {}): CountedClass => ({
  ...{ id, pupils, finished, libraryId: 1, courseId: 1, isTellable: true },
  ...at,
});

test('of a class of four beside one of thirty a school is told both together, and neither by itself', () => {
  const told = tellClasses([one(1, 30, 20), one(2, 4, 4)], 'school');
  expect(told({ libraryId: 1 })).toEqual({ pupils: 34, finished: 24 });
  expect([1, 2].map((id) => told({ libraryId: 1, courseId: 1, id }).pupils)).toEqual([null, null]);
  const three = tellClasses([one(1, 30, 20), one(2, 4, 4), one(3, 28, 10)], 'school');
  expect([1, 2, 3].map((id) => three({ libraryId: 1, courseId: 1, id }).pupils)).toEqual([30, null, null]);
  // in another course it comes out by the sum of the courses just as well
  const apart = tellClasses([one(1, 30, 20), one(2, 4, 4, { courseId: 2 })], 'school');
  expect([1, 2].map((courseId) => apart({ libraryId: 1, courseId }).pupils)).toEqual([null, null]);
});

test('who finished is told when neither they nor the others are few, and what its course keeps back does not come out by the sum', () => {
  const all = [one(1, 30, 28), one(2, 30, 15), one(3, 30, 10)];
  const told = tellClasses(all, 'school');
  // two of the first did not finish: the smallest of the others goes with it
  expect([1, 2, 3].map((id) => told({ libraryId: 1, courseId: 1, id }).finished)).toEqual([null, 15, null]);
  expect(told({ libraryId: 1 })).toEqual({ pupils: 90, finished: 53 });
  const kept = tellClasses([one(1, 30, 15, { isTellable: false }), one(2, 20, 10), one(3, 12, 6)], 'school');
  expect([1, 2, 3].map((id) => kept({ libraryId: 1, courseId: 1, id }).finished)).toEqual([null, 10, null]);
});

test('the city is told of schools from ten pupils on, and a hidden one does not come out by the sum', () => {
  const schools = [one(1, 40, 20), one(2, 12, 0, { libraryId: 2 }), one(3, 6, 6, { libraryId: 3 })];
  const told = tellClasses(schools, 'city');
  expect(told()).toEqual({ pupils: 58, finished: 26 });
  expect([1, 2, 3].map((libraryId) => told({ libraryId }).pupils)).toEqual([40, null, null]);
  // to the school itself six are enough
  expect(tellClasses(schools.slice(2), 'school')({ libraryId: 3 })).toEqual({ pupils: 6, finished: 6 });
  expect(tellClasses([], 'city')()).toEqual({ pupils: 0, finished: 0 });
});
